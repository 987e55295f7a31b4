// Once the reader is there, keys are for it, without a click into it.
new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    document.querySelector(".xterm-helper-textarea").focus();
    observer.disconnect();
  }
}).observe(document.body, { attributeFilter: ["class"] });

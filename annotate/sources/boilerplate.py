"""What web pages leave between the paragraphs when their text is copied: buttons, teasers, credits, notices.

A careful detector on short lines that stand by themselves. A line of the article that is dimmed by mistake
is worse than an "Advertisement" that is not, so a pattern has to fit the whole line, and words that may as
well be a heading ("Home", "Facebook") count only beside a line that is certain.
"""

from __future__ import annotations

import re

LONGEST = 200  # code points; a longer line is prose, whatever it begins with

_PARTS = {
    "<site>": "(?:facebook|twitter|x|instagram|whatsapp|linkedin|reddit|pinterest|telegram|youtube|tiktok"
    "|flipboard|e-?mail|messenger)",
    "<ad>": "(?:advert|ad|advertisement|sponsored message)",
    "<piece>": "(?:articles?|stor(?:y|ies)|posts?|pages?|news|content|coverage|topics?|links?|videos?)",
    "<letter>": "(?:newsletters?|(?:e-?mail |news |breaking news )?alerts|mailing list"
    "|(?:daily|weekly|morning|evening) (?:e-?mails?|briefings?|digests?))",
    "<picture>": "(?:photo(?:s|graph|graphs|graphy)?|pictures?|images?|illustration|graphic|video)",
    "<agency>": "(?:ap|afp|reuters|epa|getty|getty images|pa|via reuters|via ap)",
}

# One pattern a line, matched against the whole line of the text without case and the ornament around it.
_CERTAIN = r"""
(?:share|tweet|print)(?: (?:it|this|link|the|<piece>))*(?: (?:on|via|to|by) <site>)?
(?:e-?mail|save|pin|post|copy)(?: (?:it|this|link|the|<piece>))+(?: (?:on|via|to|by) <site>)?
share (?:close|options|page|tools|with your friends|on social media|on <site>(?:(?:,| and| or)+ <site>)+)
\d[\d.,]*k? (?:shares|comments?|likes|views)
link copied

<ad>s?|advertising|ads? by .{1,30}|(?:hide|skip|close|report) (?:this )?<ad>
(?:sponsored|promoted|paid)(?: (?:content|post|links?|stor(?:y|ies)|by .{1,40}))?
(?:(?:the |this )?<piece> )?continues? (?:reading )?(?:below|after)(?: (?:the|this|our))?(?: <ad>)?
scroll (?:down )?(?:to|for) .{1,40}

continue reading|read (?:more|on|also|next|later|now)|also read|more here
read (?:the )?(?:full|whole|original) (?:<piece>|text|statement|report|interview)(?: here)?
(?:read (?:more|also|next)|also read|see also|related|watch|listen|more|must read)(?: ?[:>»|]| -).*[^.!?…]
(?:related|recommended|suggested|more|further|other|similar|latest|top|popular|trending|featured) <piece>
most (?:read|popular|viewed|shared|commented|recent)(?: <piece>)?(?: (?:in|from|on) .{1,40})?
recommended for you|you (?:may|might) (?:also )?(?:like|be interested in)|what to read next
more on this(?: <piece>)?|more from .{1,40}|trending now|editor['’]?s['’]? (?:picks?|choice)|up next
around the web|from our partners|in this (?:article|story)

(?:sign up|subscribe)(?: now| today| here| free)*(?: (?:for|to) .{0,60}<letter>.{0,60})?
(?:get|receive|want) .{0,80}(?:<letter>|(?:in|to|into) your inbox).{0,40}
subscribe (?:to|for) .{1,60}|thank you for (?:subscribing|signing up).{0,60}
(?:sign|log) ?(?:in|out)(?: (?:to|or|with) .{0,30})?|create (?:an|your|a free) account
already (?:a subscriber|have an account|registered).{0,40}|(?:enter )?your e-?mail(?: address)?.{0,60}
support (?:our|independent) journalism.{0,60}
(?:follow|like|find|join|connect with|message) (?:us|@\w+)(?: (?:on|at|via) .{1,60})?
follow (?:[\w.'’@-]+ ){1,5}on <site>(?:(?:,| and| or)* <site>)*
<site>(?: icon)?(?:[ ,|/·•]+<site>(?: icon)?)+
download (?:our|the) .{0,30}\bapp\b.{0,40}
(?:available|get it) (?:on|in) (?:the )?(?:app store|google play).{0,30}

(?:leave|post|add|write) (?:a |your )?(?:comment|reply)s?
(?:view|show|see|hide|load)(?: all| more| \d+)* comments?
join the (?:conversation|discussion)|comments? (?:are |is )?(?:closed|disabled|off)(?: .{0,40})?|have your say

(?:this|our) (?:web ?site|site|page) uses cookies.*|(?:we|we and our partners) use cookies.*
by (?:continuing|using|clicking|browsing|signing up) .{1,80}(?:cookies|terms|privacy).*
(?:accept|reject|manage|allow)(?: all)? cookies|cookies?(?: (?:policy|settings|preferences|notice|consent))
(?:our )?privacy (?:policy|notice|settings)|terms (?:of (?:use|service)|(?:and|&) conditions)
do not sell my .{1,40}
(?:.{0,60}[ ,.])?all rights reserved(?:[ .].{0,60})?|(?:copyright|©|\(c\))(?: ?©)? ?\d{4}.*
(?:copyright|©|\(c\)) (?:©|the|by) .{1,60}|this (?:material|<piece>) may not be (?:published|reproduced).*
please enable javascript.*|javascript (?:is|must be) .{1,60}|your browser does(?: not|n['’]t) support.*
(?:video|audio|this video|media) (?:is )?(?:unavailable|not supported|playback.*)

(?:file )?(?:<picture> )?(?:<picture>|credits?|copyright|source)(?: credits?| source)? ?[:/©|] ?.{1,80}[^.!?]
(?:file )?<picture>(?: courtesy)? (?:by|of) .{1,60} ?[/|] ?.{1,40}|<picture> courtesy (?:of )?.{1,60}
(?:image|media|video|photo) (?:caption|copyright)(?: .{1,120})?|file <picture>
<agency>(?: ?/ ?(?:<agency>|.{1,40})| <picture>(?: ?[/:-] ?.{1,60})?)|getty images
enlarge(?: this)? <picture>|(?:hide|toggle) caption
(?:view|open|see) (?:gallery|photos|image|in gallery|full ?screen)
\d+ (?:of|/) \d+ (?:photos|images)
(?:play|watch)(?: the)? video|watch (?:live|now|more)|listen (?:now|live|to this <piece>)|play audio
mute|unmute|autoplay|closed captions|live ?stream

skip to (?:main )?(?:content|navigation|article|search)|back to (?:top|home ?page|main page)
(?:main|toggle|open|close) (?:menu|navigation)|jump to (?:content|navigation|search)
click here(?: (?:to|for) .{1,80})?|tap here.{0,60}|(?:show|load|see|view) (?:more|less|all)
(?:previous|next) (?:article|story|post|page|slide|photo|image)|loading|please wait
\d+ min(?:ute)?s? read|read(?:ing)? time:? .{1,20}
(?:last )?updated? \d+ (?:minute|hour|day|week)s? ago|report (?:a|an) (?:typo|error|correction)
contact us|about us|(?:send|submit) (?:us )?(?:a )?(?:tips?|feedback|corrections?)
"""

# May be boilerplate or a heading: believed only beside a certain line.
_LIKELY = r"""
<site>|google\+?|comments?|home|menu|search|more|topics?|tags?|sections|close|help|news|video|photos|gallery|live
trending|top stories|latest|newsletters?|contact|about|e-?paper|shop|donate|next|previous
save|post|pin|copy|join|register|play|pause
"""

_ORNAMENT = " \t.,:;!…•·|–—-→›»>▸▶▼◀«<*+#_=~()[]{}'\"“”‘’\u00a0\ufeff\u200b\ufe0f"


def _compile(patterns: str) -> re.Pattern[str]:
    """The lines of ``patterns`` as alternatives of one expression."""
    for name, part in _PARTS.items():
        patterns = patterns.replace(name, part)
    return re.compile("|".join(filter(None, patterns.split("\n"))))


_certain = _compile(_CERTAIN).fullmatch
_likely = _compile(_LIKELY).fullmatch


def _bare(line: str) -> str:
    """The line in lower case without the ornament at its ends, white space as single spaces; empty for a long line."""
    return " ".join(line.lower().split()).strip(_ORNAMENT) if len(line) <= LONGEST else ""


def is_boilerplate(line: str) -> bool:
    """Whether a line that stands by itself is certainly no part of an article.

    >>> is_boilerplate("Sign up for our newsletter"), is_boilerplate("Share prices fell on Friday.")
    (True, False)
    """
    bare = _bare(line)
    return bool(bare) and _certain(bare) is not None


def may_be_boilerplate(line: str) -> bool:
    """Whether a line is boilerplate when one beside it certainly is ("Facebook" below "Share")."""
    bare = _bare(line)
    return bool(bare) and _likely(bare) is not None

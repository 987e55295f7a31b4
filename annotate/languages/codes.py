"""The codes of languages (ISO 639): what each is called, and the pipelines that spaCy's makers have for it."""

from __future__ import annotations

from annotate.names import word_set

ENGLISH = "en"

NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "gl": "Galician",
    "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "my": "Burmese", "nb": "Norwegian", "nl": "Dutch", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "xx": "several", "zh": "Chinese",
}  # fmt: skip

ANY = "xx"  # spaCy's code for a pipeline of several languages
ANY_PIPELINE = "xx_ent_wiki_sm"
_OTHER_CODES = {"no": "nb", "iw": "he", "cmn": "zh", "und": "", "x": ""}
_IN_SPACY = word_set("ca da de el es fi fr hr it ja ko lt mk nb nl pl pt ro ru sl sv uk zh")


def normal(code: str) -> str:
    """A language's code as spaCy writes it.

    >>> normal("no"), normal("de")
    ('nb', 'de')
    """
    return _OTHER_CODES.get(code, code)


def name_of(code: str) -> str:
    """What a language is called in English; its code where that is not known."""
    return NAMES.get(code, f"the language {code!r}")


def pipeline_for(code: str) -> str:
    """The pipeline of spaCy's makers for a language; empty where they have none."""
    if code not in _IN_SPACY:
        return ""
    return f"{code}_core_{'web' if code == 'zh' else 'news'}_sm"

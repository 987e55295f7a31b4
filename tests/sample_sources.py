"""A source of each kind, made here: by a library of its format where there is one, else by hand."""

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

TITLE = "Engines and poets"
AUTHOR = "Mary Somerville"
HEADING = "Letters from London"
FIRST = (
    "Ada Lovelace met Charles Babbage in London, where the two spoke about the Analytical Engine until it was late; "
    "nobody else was there to listen, and neither of them wrote down what was said on that evening in June."
)
SECOND = (
    "Babbage wrote to the Royal Society on Monday. Lovelace, who had left for Somerset, heard of it a week later, and "
    "answered with a long letter that the Society has kept to this day."
)


def archive(members, *, compression=zipfile.ZIP_DEFLATED):
    """A zip archive of names and their contents."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def page():
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} | The Daily</title>
<meta property="og:title" content="{TITLE}"><meta name="author" content="{AUTHOR}">
<meta property="article:published_time" content="2016-07-10T08:00:00Z">
<style>p {{ color: red }}</style><script>var x = "<p>Not a name</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{TITLE}</h1>
<p>{FIRST.replace("Ada Lovelace", '<a href="/ada"><b>Ada</b> Love&shy;lace</a><sup><a href="#n">1</a></sup>')}</p>
<h2>{HEADING}</h2>
<p>{SECOND}</p>
<p>Share</p>
<table><tr><th>Who</th><th>Where</th></tr> <tr> <td>Ada</td> <td>Somerset</td> </tr></table>
</article><footer>© 2016 The Daily. All rights reserved.</footer></body></html>""".encode()


def markdown():
    first = FIRST.replace("Ada Lovelace", "**Ada** [Lovelace](https://example.org/a_b)").replace(
        ", where", ",\nwhere"
    )
    return f"""---
title: "{TITLE}"
author: {AUTHOR}
date: 2016-07-10
---
# {TITLE}

{first}

{HEADING}
---

> {SECOND}

- one of `them`
- the other

  1. inner
  2. ![portrait of Byron](b.png)

| Who | Where |
|-----|-------|
| Ada | Somerset |
""".encode()


def subrip():
    return """1
00:00:01,000 --> 00:00:03,500
<i>Ada Lovelace met</i>

2
00:00:03,500 --> 00:00:06,000
{\\an8}Charles Babbage in London.

3
00:01:20,000 --> 00:01:22,000
- Who was there?
- Nobody &amp; no one.
""".replace("\n", "\r\n").encode()


def webvtt():
    return b"""WEBVTT - made by hand

NOTE nothing to
read here

STYLE
::cue { color: red }

first
00:01.000 --> 00:03.500 align:start
<v Ada Lovelace>I met Charles Babbage

00:03.500 --> 00:05.000
<v Ada Lovelace>I met Charles Babbage
in <c.red>London</c>.

01:00:05.000 --> 01:00:06.000
<v Mary>When?
"""


def message():
    mail = EmailMessage()
    mail["From"] = "Mary Somerville <mary@example.org>"
    mail["To"] = "Ada Lovelace <ada@example.org>"
    mail["Subject"] = TITLE + " – Δ"
    mail["Date"] = "Sun, 10 Jul 2016 10:00:00 +0200"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(
        f"{SECOND}\n\n> Charles Babbage asked\n> for a reply.\n\nYours, Mary\n-- \nMary Somerville\nChelsea\n"
    )
    mail.add_alternative(f"<p>{SECOND} Only in the page.</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="proof é.pdf")
    return mail.as_bytes()


def rtf():
    first = FIRST.replace("London", "\\b Lo\\'6e\\u100?on\\b0 ")
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}"
        rf"{{\info{{\title {TITLE}}}{{\author {AUTHOR}}}{{\creatim\yr2016\mo7\dy10}}}}"
        rf"\pard\b {HEADING}\b0\par{{\*\generator nothing to read}} {first}\par {SECOND} \u-10179?\u-8704?\par}}"
    ).encode()


def docx():
    from docx import Document

    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = AUTHOR
    document.core_properties.created = datetime(2016, 7, 10, tzinfo=UTC)
    document.add_heading(HEADING, level=1)
    paragraph = document.add_paragraph(FIRST[:8])
    paragraph.add_run(FIRST[8:40]).bold = True
    paragraph.add_run(FIRST[40:])
    document.add_paragraph(SECOND)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ada", "Somerset"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def odt():
    from odfdo import Document, Header, List, Paragraph

    document = Document("text")
    document.body.clear()
    document.meta.title = TITLE
    document.meta.initial_creator = AUTHOR
    document.meta.creation_date = datetime(2016, 7, 10)
    document.body.append(Header(1, HEADING))
    paragraph = Paragraph(FIRST)
    paragraph.insert_note(after="Analytical Engine", note_id="n1", citation="1", body="By Babbage.")
    document.body.append(paragraph)
    document.body.append(Paragraph(SECOND))
    document.body.append(List(["one", "other"]))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def epub(**changed):
    """A book of two chapters and a page before them; ``changed`` replaces or adds files by their path."""
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator>
<dc:date>2016</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/two%20more.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="cover.jpg" media-type="image/jpeg"/></manifest>
<spine><itemref idref="i"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    xhtml = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/cover.jpg": b"\xff\xd8\xff",
        "OEBPS/nav.xhtml": xhtml.format(
            '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>'
            '<li><a href="text/one.xhtml">The Meeting</a></li>'
            f'<li><a href="text/two%20more.xhtml#letters">{HEADING}</a></li></ol></nav>'
        ),
        "OEBPS/text/one.xhtml": xhtml.format(f"<h1>The Meeting</h1><p>{FIRST}</p>"),
        "OEBPS/text/two more.xhtml": xhtml.format(
            f'<p>Before&nbsp;it.</p><h2 id="letters">{HEADING}</h2><p>{SECOND}</p>'
        ),
    }
    return archive({**members, **changed})


def pdf(*, columns=1, paragraphs=(FIRST, SECOND), pages=1, password=None, heading=HEADING):
    """A PDF with running heads and page numbers, justified, in columns."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph

    def furniture(canvas, document):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(50, A5[1] - 30, "The Daily Engine")
        canvas.drawCentredString(A5[0] / 2, 20, str(document.page))

    data = io.BytesIO()
    document = BaseDocTemplate(
        data,
        pagesize=A5,
        title=TITLE,
        author=AUTHOR,
        encrypt=StandardEncryption(password) if password else None,
    )
    width = (A5[0] - 100) / columns
    frames = [Frame(50 + number * width, 40, width - 10, A5[1] - 90) for number in range(columns)]
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontName="Times-Roman", alignment=4)
    story = []
    for number in range(pages):
        story += [PageBreak()] * bool(number)
        story += [Paragraph(heading, styles["Heading1"]), *(Paragraph(text, body) for text in paragraphs)]
    document.build(story)
    return data.getvalue()


def lines_pdf(*pages):
    """A PDF with these lines at these places: for each page, of (x, y, text)."""
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A5, invariant=1)
    for page in pages:
        canvas.setFont("Times-Roman", 10)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def rss():
    return b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Daily</title><link>https://example.org/</link>
<item><title>Engines &lt;b&gt;and&lt;/b&gt; poets</title><link>https://example.org/1</link><dc:creator>Mary</dc:creator>
<pubDate>Sun, 10 Jul 2016 10:00:00 GMT</pubDate></item>
<item><title>A script</title><link>javascript:alert(1)</link></item>
<item><guid>https://example.org/2</guid></item></channel></rss>"""


def atom():
    return b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title>
<entry><title>Engines</title><link rel="self" href="/self"/><link href="/1"/><author><name>Mary</name></author>
<published>2016-07-10T10:00:00Z</published></entry></feed>"""


SAMPLES = {
    "PDF": ("engines.pdf", pdf),
    "EPUB": ("engines.epub", epub),
    "Word (DOCX)": ("engines.docx", docx),
    "OpenDocument (ODT)": ("engines.odt", odt),
    "RTF": ("engines.rtf", rtf),
    "subtitles (SRT, WebVTT)": ("engines.srt", subrip),
    "web page (HTML)": ("engines.html", page),
    "e-mail": ("engines.eml", message),
    "Markdown": ("engines.md", markdown),
    "plain text": ("engines.txt", lambda: f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n".encode()),
}
"""By the kind's name: what a file of it is called, and what makes one. (A feed is no text.)"""

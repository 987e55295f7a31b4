"""Everything the reader can do, once: bindings, footer, help, palette and the README's key table come from here.

The keys are those of config.toml, where a person wants others."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from annotate import config
from tui.action import SECTIONS, Action, Scope

DEFAULTS: tuple[Action, ...] = (
    Action("line_down", "reading.line_down", "j,down", "j ↓", "one line down", "Read"),
    Action("line_up", "reading.line_up", "k,up", "k ↑", "one line up", "Read"),
    Action("page_down", "reading.page_down", "space,f,pagedown", "Space f PgDn", "one screen down", "Read"),
    Action("page_up", "reading.page_up", "b,pageup", "b PgUp", "one screen up", "Read"),
    Action("half_down", "reading.half_down", "ctrl+d", "Ctrl+d", "half a screen down", "Read"),
    Action("half_up", "reading.half_up", "ctrl+u", "Ctrl+u", "half a screen up", "Read"),
    Action("start", "reading.start", "g,home", "g Home", "to the start", "Read"),
    Action("end", "reading.end", "G,end", "G End", "to the end", "Read"),
    Action("percent", "reading.percent", "percent_sign", "50%", "to that percentage of the text", "Read"),
    Action("next_paragraph", "reading.next_paragraph", "right_curly_bracket", "}", "to the next paragraph", "Read"),
    Action(
        "previous_paragraph", "reading.previous_paragraph", "left_curly_bracket", "{", "to the paragraph before", "Read"
    ),
    Action("outline", "reading.outline", "o", "o", "to a heading or chapter, or else to a page or time", "Read"),
    Action("mark", "reading.mark", "m", "m + letter", "set a mark here", "Read"),
    Action("to_mark", "reading.to_mark", "apostrophe", "' + letter", "to a mark; '' to before the last jump", "Read"),
    Action("next", "finding.next_", "n", "n", "to the next one on the trail", "Find", hint="next"),
    Action("previous", "finding.previous", "N", "N", "to the one before on the trail", "Find"),
    Action(
        "next_mention", "finding.next_mention", "right_square_bracket", "]", "to the next mention of anything", "Find",
        hint="any",
    ),
    Action(
        "previous_mention", "finding.previous_mention", "left_square_bracket", "[", "to the mention before", "Find"
    ),
    Action("follow", "finding.follow", "asterisk", "*", "follow this entity: it becomes the trail", "Find"),
    Action("follow_back", "finding.follow_back", "number_sign", "#", "follow this entity backward", "Find"),
    Action("search", "finding.search", "slash", "/", "search the text: the hits become the trail", "Find", hint="find"),
    Action("search_back", "finding.search_back", "question_mark", "?", "search the text backward", "Find"),
    Action("cancel", "finding.cancel", "escape", "Esc", "cancel; every mention is the trail again", "Find"),
    Action("enter", "names.enter", "enter", "Enter", "follow this entity; in the sidebar, jump to it", "Names"),
    Action(
        "other_panel", "names.other_panel", "tab,shift+tab", "Tab", "between the article and the names", "Names",
        hint="names",
    ),
    Action("filter", "names.filter_", "F", "F", "filter the names by any alias (/ in the sidebar)", "Names"),
    Action("filter_here", "names.filter_", "slash", "/", "filter the names by any alias", "Names", scope="sidebar"),
    Action("card", "names.card", "i", "i", "the card of an entity: its aliases, and why", "Names", hint="card"),
    Action("concordance", "names.concordance", "ampersand", "&", "its mentions in their context", "Names"),
    Action("company", "names.company", "plus", "+", "who is named together with it, as a list and a graph", "Names"),
    Action("why", "names.why", "W", "W", "on two entities, one after the other: why they are not one", "Names"),
    Action("sort", "names.sort", "s", "s", "sort the names by count, place or name", "Names"),
    Action("numbers", "names.numbers", "D", "D", "show or hide dates and numbers", "Names"),
    Action("relabel", "correcting.relabel", "r", "r", "another label; Tab for how much of it", "Correct", hint="label"),
    Action("join", "linking.join", "J", "J", "merge into another; what is marked into this", "Correct", hint="merge"),
    Action("split", "linking.split", "S", "S", "split a name, a mention or what is marked from its entity", "Correct"),
    Action("delete", "correcting.delete", "x", "x", "no name: x deletes it, n rejects it but keeps it", "Correct"),
    Action("mark_name", "linking.mark", "t", "t", "mark a mention, an alias or an entity for J, S and W", "Correct"),
    Action("select", "selecting.select", "v", "v", "select words and add them as a name", "Correct"),
    Action("confirm", "correcting.confirm", "y", "y", "confirm: it is right", "Correct"),
    Action("name", "telling.name", "C", "C", "what the entity is called", "Correct"),
    Action("note", "telling.note", "a", "a", "a note on the entity", "Correct"),
    Action("reference", "telling.reference", "R", "R", "the entity's reference, as its Wikidata id", "Correct"),
    Action("candidates", "telling.candidates", "Q", "Q", "ask a service for the entity's reference", "Correct"),
    Action("learn", "telling.learn", "B", "B", "teach your alias book what was merged or split", "Correct"),
    Action("undo", "correcting.undo", "u", "u", "undo the last correction", "Correct", hint="undo"),
    Action("redo", "correcting.redo", "ctrl+r", "Ctrl+r", "do again what was undone", "Correct"),
    Action(
        "repeat", "correcting.repeat", "full_stop", ".", "repeat the last correction on the next mention", "Correct"
    ),
    Action("review", "reviewing.review", "V", "V", "review what the machine is least sure of", "Correct"),
    Action("doctor", "reviewing.doctor", "K", "K", "check: what is wrong, and what would mend it", "Correct"),
    Action("decisions", "reviewing.decisions", "L", "L", "all that was decided, also what no longer fits", "Correct"),
    Action("documents", "documents.show", "l", "l", "the documents: those that are open, and all others", "Document"),
    Action("copy", "document.copy", "c,ctrl+c", "c", "copy the selected text, else the current name", "Document"),
    Action("save", "telling.save", "w", "w", "save a copy of the annotation beside the text", "Document"),
    Action("export", "document.export", "e", "e", "export the annotation", "Document", hint="export"),
    Action("suspend", "document.suspend", "ctrl+z", "Ctrl+z", "put aka in the background, where the shell can", "aka"),
    Action("theme", "document.theme", "T", "T", "the next theme", "aka"),
    Action("palette", "document.palette", "colon,ctrl+p", ": Ctrl+p", "the command palette", "aka"),
    Action("help", "document.help_", "h,f1", "h F1", "the keys", "aka", hint="help"),
    Action("quit", "document.quit_", "q,ctrl+q", "q", "quit", "aka", hint="quit"),
    Action("list_down", "documents.down", "j,down", "j ↓", "one line down", "Read", scope="documents"),
    Action("list_up", "documents.up", "k,up", "k ↑", "one line up", "Read", scope="documents"),
    Action(
        "list_page_down", "documents.page_down", "space,f,pagedown", "Space f PgDn", "one screen down", "Read",
        scope="documents",
    ),
    Action("list_page_up", "documents.page_up", "b,pageup", "b PgUp", "one screen up", "Read", scope="documents"),
    Action("list_start", "documents.start", "g,home", "g Home", "to the first", "Read", scope="documents"),
    Action("list_end", "documents.end", "G,end", "G End", "to the last", "Read", scope="documents"),
    Action("list_open", "documents.open_", "enter", "Enter", "read it", "Document", hint="read", scope="documents"),
    Action(
        "list_other", "documents.other", "tab,shift+tab", "Tab", "between what is open and all others", "Document",
        scope="documents",
    ),
    Action(
        "list_filter", "documents.filter_", "slash,F", "/ F", "find by title, name, author, date or tag", "Find",
        hint="find", scope="documents",
    ),
    Action(
        "list_sort", "documents.sort", "s", "s", "sort by title, date, how far it was read, or how many it names",
        "Find", hint="sort", scope="documents",
    ),
    Action(
        "list_back", "documents.back", "escape,l", "Esc l", "clear the filter; back to the text", "Document",
        hint="back", scope="documents",
    ),
    Action("list_theme", "document.theme", "T", "T", "the next theme", "aka", scope="documents"),
    Action("list_help", "document.help_", "h,f1", "h F1", "the keys", "aka", hint="help", scope="documents"),
    Action(
        "list_suspend", "document.suspend", "ctrl+z", "Ctrl+z", "put aka in the background, where the shell can", "aka",
        scope="documents",
    ),
    Action("list_quit", "document.quit_", "q,ctrl+q", "q", "quit", "aka", hint="quit", scope="documents"),
)  # fmt: skip


def _own() -> tuple[tuple[Action, ...], tuple[str, ...]]:
    found = config.load()
    if not any(name.startswith("keys.") for name in found.settings):
        return DEFAULTS, ()
    from tui.keymap import remapped

    return remapped(DEFAULTS, found)


ACTIONS, MISTAKES = _own()
"""The actions with the keys that this person wants; what is wrong with these, in sentences."""


def load() -> None:
    """Import what the reader's actions do, before the first of them is done."""
    for action in (*of_scope("reader"), *of_scope("sidebar")):
        _ = action.do


def of_scope(scope: Scope) -> list[Action]:
    """The actions of one scope."""
    return [action for action in ACTIONS if action.scope == scope]


BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def bindings(scope: Scope) -> list[BindingType]:
    """The Textual bindings of one scope, each with its action's id, so that a keymap can change it."""
    return [
        Binding(action.keys, f"screen.perform('{action.id}')", action.does, show=False, id=action.id)
        for action in of_scope(scope)
    ]


def key_table(scope: Scope = "reader") -> str:
    """The keys of a scope that aka comes with as a Markdown table, for the README."""
    rows = ["| keys | action |", "|---|---|"]
    rows += [
        f"| `{action.shown}` | {action.does} |"
        for section in SECTIONS
        for action in DEFAULTS
        if action.scope == scope and action.section == section
    ]
    return "\n".join(rows)

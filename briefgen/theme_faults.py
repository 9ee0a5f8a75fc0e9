"""What the findings mean that commands on themes tell, in a theme's files and in pages it made.

A text for each code, by code: what is wrong, and what to do.
"""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {
    "dangling-reference": (
        "A page names an element that is not on it.\n\n"
        "`for`, `aria-labelledby`, `aria-describedby`, `aria-controls` and `popovertarget` name "
        "the `id` of an element of the same page. Without it a field has no label, or a button "
        "does nothing."
    ),
    "duplicate-html-id": (
        "Two elements of a page have one id.\n\n"
        "A link to it leads to the first, and a label names the first. A part that stands on a "
        "page more than once has no ids."
    ),
    "heading-order": (
        "The headings of a page do not make an outline.\n\n"
        "A page has one `h1`, which says what it is about, and no level is left out on the way "
        "down: readers who listen go from heading to heading."
    ),
    "image-without-alt": (
        "An image of a page has no alternative text.\n\n"
        '`picture.alt` holds what the entry says of it. An image that says nothing has `alt=""`, '
        "so that it is passed over."
    ),
    "incomplete-locale": (
        "A locale file of the theme lacks texts that the English one has.\n\n"
        "They are said in English until they are there. A file of your own needs those texts only "
        "that no theme below it has in this language. A theme of your own is asked for the "
        "languages of its own locale files, and for that of the site."
    ),
    "inline-script": (
        "A page has a script in it.\n\n"
        "A strict Content-Security-Policy, as in docs/hosting.md, refuses it. Put it into a file "
        "of `assets/` and load that with `src`; attributes such as `onclick` and addresses "
        "that begin with `javascript:` count as scripts. "
        "Data (`application/json`, `application/ld+json`) may stand in a page."
    ),
    "inline-style": (
        "A page has a style in it.\n\n"
        "A strict Content-Security-Policy refuses `style` elements and attributes. Put it into a "
        "stylesheet and give the element a class."
    ),
    "low-contrast-accent": (
        "A colour that an option sets cannot be read where the theme shows it.\n\n"
        "Text needs a contrast of 4.5:1 with its ground (WCAG 2.2, 1.4.3). The hint has the "
        "nearest shade of the same hue that has it on the paper and on panels. One colour is for "
        "light paper, and the theme finds its counterpart for dark paper; of two the second is for "
        "dark paper."
    ),
    "low-contrast-token": (
        "Two colours of a theme's stylesheet cannot be read on each other.\n\n"
        "`--ink`, `--ink-2`, `--accent`, `--warn-bar` and `--bad-bar` need 4.5:1 on `--paper` and "
        "`--panel`, `--ink` on `--warn` and `--bad` too, and `--edge`, the edge of fields, 3:1. "
        "They are read where they stand in `:root`, as `#rrggbb` or `light-dark(#…, #…)`."
    ),
    "unread-colour": (
        "A colour of a theme's stylesheet is written in a form that is not read.\n\n"
        "Whether it can be read on the paper is then not looked at, and the counterpart of an "
        "accent is not fitted to it. Write `#rrggbb`, or `light-dark(#…, #…)`; names, `rgb()`, "
        "`oklch()` and `var()` say nothing without a browser."
    ),
    "missing-asset": (
        "A theme's stylesheet names a file that is not published.\n\n"
        "Addresses in it are read from `assets/`, wherever in it the part of the stylesheet lies. "
        "A file that `without`, `only` or an option keeps back is not published either."
    ),
    "missing-landmark": (
        "A page lacks a part by which readers find their way.\n\n"
        "`main` holds what the page is about, once; `nav` the ways onward; a `header` and a "
        "`footer` outside `main` its head and its end."
    ),
    "missing-page-language": (
        "A page does not say which language it is in.\n\n"
        "Without `lang` on `html` it is read out with the wrong sounds. `site.language` and "
        "`site.dir` hold it."
    ),
    "missing-page-title": (
        "A page has no title.\n\nIt names the tab, the bookmark and the line in search results."
    ),
    "missing-text": (
        "A template asks for a text that no locale file has.\n\n"
        "Pages that say it cannot be made. The key belongs into `locales/en.yaml` of the theme, or "
        "it is misspelt in the template. Keys that are put together from words and fields cannot "
        "be checked without a page."
    ),
    "nameless-element": (
        "A link, a button or a heading of a page has no words.\n\n"
        "Who listens hears the address, or nothing. Write words into it, or an `aria-label`; a "
        "picture in it counts by its alternative text."
    ),
    "third-party-request": (
        "A page or its stylesheet asks another host for something.\n\n"
        "That tells others who reads what, and fails when they do. Put fonts, scripts and "
        "pictures into `assets/`. Links that readers follow are not meant."
    ),
    "unknown-theme-file": (
        "The theme has no file of this name.\n\n"
        "`briefgen theme eject` takes the name of a template, a stylesheet, another asset or a "
        "locale file of the theme in use, with or without its folder: `entry.html`, "
        "`templates/parts/list.html`, `locales/en.yaml`."
    ),
    "unlabelled-ai-image": (
        "A theme shows a picture that a model made without words that say so.\n\n"
        "In the same figure, article or line there has to be `picture.label`, or the theme's own "
        "words for `picture.badge`, where readers see them; the alternative text alone does not do."
    ),
    "unlabelled-ai-text": (
        "A theme shows an entry that a model wrote without words that say so.\n\n"
        "On the page of the entry there has to be `page.ai_label`, or the theme's own words for "
        "`page.ai_text`."
    ),
    "unlabelled-field": (
        "A field of a page has no label.\n\n"
        "A `label` names the field's `id` in `for`, or the field lies in it; where there is no "
        "room, `aria-label` does. A placeholder is gone when it is needed."
    ),
    "unsaid-text": (
        "A locale file of a theme of your own has a text that nothing says.\n\n"
        "Its key is neither one of the themes below nor written in a template; most often it is "
        "misspelt, or a text stands where a group of them is. A plural has the form `other`. It "
        "is not asked for in other languages."
    ),
    "unrelated-theme": (
        "The theme that was to get a file does not stand on the one in use.\n\n"
        "A copy would take the place of nothing. Name another one with `--theme`: it is made when "
        "it is not there."
    ),
}

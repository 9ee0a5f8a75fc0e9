"""The words where no theme is at hand: on machine-written texts, of corrections, of feeds.

A kind and a language code in, words out. In our own words, for readers and not for lawyers.
"""

from collections.abc import Mapping
from typing import TypeVar

from briefgen.model import AiText, CorrectionKind

_LABELS: Mapping[str, tuple[str, str]] = {
    "en": ("AI-generated text", "AI-assisted text"),
    "es": ("Texto generado por IA", "Texto asistido por IA"),
    "fr": ("Texte généré par IA", "Texte rédigé avec l’aide de l’IA"),
    "de": ("KI-generierter Text", "KI-gestützter Text"),
    "pt": ("Texto gerado por IA", "Texto com auxílio de IA"),
    "hi": ("एआई-निर्मित पाठ", "एआई-सहायित पाठ"),
    "ar": ("نص مولّد بالذكاء الاصطناعي", "نص أُعدّ بمساعدة الذكاء الاصطناعي"),
    "fa": ("متن تولیدشده با هوش مصنوعی", "متن نوشته‌شده با کمک هوش مصنوعی"),
    "zh": ("AI 生成文本", "AI 辅助文本"),
    "ja": ("AI 生成テキスト", "AI 支援テキスト"),
}
_GENERATED: Mapping[str, str] = {
    "en": "A computer model wrote this text. It may contain errors: check what matters to you "
    "against the sources.",
    "es": "Un modelo informático escribió este texto. Puede contener errores: compruebe lo que "
    "le importe en las fuentes.",
    "fr": "Ce texte a été écrit par un modèle informatique. Il peut contenir des erreurs : "
    "vérifiez dans les sources ce qui compte pour vous.",
    "de": "Diesen Text hat ein Computermodell geschrieben. Er kann Fehler enthalten: Prüfen Sie "
    "an den Quellen, worauf es Ihnen ankommt.",
    "pt": "Um modelo de computador escreveu este texto. Ele pode conter erros: confira nas "
    "fontes o que for importante para você.",
    "hi": "यह पाठ एक कंप्यूटर मॉडल ने लिखा है। इसमें त्रुटियाँ हो सकती हैं: जो आपके लिए महत्त्वपूर्ण हो, "
    "उसे स्रोतों से जाँच लें।",
    "ar": "كتب نموذج حاسوبي هذا النص. قد يتضمن أخطاء، فتحقّق مما يهمّك في المصادر.",
    "fa": "این متن را یک مدل رایانه‌ای نوشته است. ممکن است اشتباه داشته باشد: آنچه را برایتان مهم "
    "است با منابع بسنجید.",
    "zh": "本文由计算机模型撰写，可能有误；重要内容请核对来源。",
    "ja": "この文章はコンピューターモデルが書いたもので、誤りを含むことがあります。"
    "大切な点は出典でお確かめください。",
}
_ASSISTED: Mapping[str, str] = {
    "en": "A computer model helped to write this text. It may contain errors: check what matters "
    "to you against the sources.",
    "es": "Un modelo informático ayudó a escribir este texto. Puede contener errores: compruebe "
    "lo que le importe en las fuentes.",
    "fr": "Ce texte a été écrit avec l’aide d’un modèle informatique. Il peut contenir des "
    "erreurs : vérifiez dans les sources ce qui compte pour vous.",
    "de": "Ein Computermodell hat beim Schreiben dieses Textes geholfen. Er kann Fehler "
    "enthalten: Prüfen Sie an den Quellen, worauf es Ihnen ankommt.",
    "pt": "Um modelo de computador ajudou a escrever este texto. Ele pode conter erros: confira "
    "nas fontes o que for importante para você.",
    "hi": "यह पाठ एक कंप्यूटर मॉडल की सहायता से लिखा गया है। इसमें त्रुटियाँ हो सकती हैं: जो आपके लिए "
    "महत्त्वपूर्ण हो, उसे स्रोतों से जाँच लें।",
    "ar": "كُتب هذا النص بمساعدة نموذج حاسوبي. قد يتضمن أخطاء، فتحقّق مما يهمّك في المصادر.",
    "fa": "این متن با کمک یک مدل رایانه‌ای نوشته شده است. ممکن است اشتباه داشته باشد: آنچه را "
    "برایتان مهم است با منابع بسنجید.",
    "zh": "本文在计算机模型协助下撰写，可能有误；重要内容请核对来源。",
    "ja": "この文章はコンピューターモデルの助けを借りて書かれ、誤りを含むことがあります。"
    "大切な点は出典でお確かめください。",
}
_KINDS: Mapping[str, Mapping[CorrectionKind, str]] = {
    "en": {
        "update": "Update",
        "clarification": "Clarification",
        "correction": "Correction",
        "retraction": "Retraction",
    },
    "es": {
        "update": "Actualización",
        "clarification": "Aclaración",
        "correction": "Corrección",
        "retraction": "Retractación",
    },
    "fr": {
        "update": "Mise à jour",
        "clarification": "Précision",
        "correction": "Rectificatif",
        "retraction": "Rétractation",
    },
    "de": {
        "update": "Aktualisierung",
        "clarification": "Klarstellung",
        "correction": "Korrektur",
        "retraction": "Zurücknahme",
    },
    "pt": {
        "update": "Atualização",
        "clarification": "Esclarecimento",
        "correction": "Correção",
        "retraction": "Retratação",
    },
    "hi": {
        "update": "अद्यतन",
        "clarification": "स्पष्टीकरण",
        "correction": "सुधार",
        "retraction": "वापसी",
    },
    "ar": {
        "update": "تحديث",
        "clarification": "توضيح",
        "correction": "تصحيح",
        "retraction": "سحب",
    },
    "fa": {
        "update": "به‌روزرسانی",
        "clarification": "توضیح",
        "correction": "اصلاح",
        "retraction": "پس‌گیری",
    },
    "zh": {
        "update": "更新",
        "clarification": "说明",
        "correction": "更正",
        "retraction": "撤回",
    },
    "ja": {
        "update": "更新",
        "clarification": "補足",
        "correction": "訂正",
        "retraction": "撤回",
    },
}
_RETRACTED: Mapping[str, str] = {
    "en": "Retracted: {}",
    "es": "Retractado: {}",
    "fr": "Rétracté\u00a0: {}",
    "de": "Zurückgezogen: {}",
    "pt": "Retratado: {}",
    "hi": "वापस लिया गया: {}",
    "ar": "مسحوب: {}",
    "fa": "پس گرفته شد: {}",
    "zh": "【已撤回】{}",
    "ja": "【撤回】{}",
}
_EDITIONS: Mapping[str, str] = {
    "en": "{}: editions",
    "es": "{}: ediciones",
    "fr": "{}\u00a0: éditions",
    "de": "{}: Ausgaben",
    "pt": "{}: edições",
    "hi": "{}: अंक",
    "ar": "{}: الأعداد",
    "fa": "{}: شماره‌ها",
    "zh": "{}：各期",
    "ja": "{}：各号",
}
_TERMS: Mapping[str, Mapping[str, str]] = {
    code: dict(zip(("topics", "regions", "desks", "stories"), words, strict=True))
    for code, words in {
        "en": ("Topics", "Regions", "Desks", "Stories"),
        "es": ("Temas", "Regiones", "Secciones", "Historias"),
        "fr": ("Sujets", "Régions", "Rubriques", "Dossiers"),
        "de": ("Themen", "Regionen", "Ressorts", "Dossiers"),
        "pt": ("Temas", "Regiões", "Editorias", "Histórias"),
        "hi": ("विषय", "क्षेत्र", "डेस्क", "घटनाक्रम"),
        "ar": ("المواضيع", "المناطق", "الأقسام", "القصص"),
        "fa": ("موضوع‌ها", "منطقه‌ها", "سرویس‌ها", "پرونده‌ها"),
        "zh": ("主题", "地区", "栏目", "连续报道"),
        "ja": ("トピック", "地域", "デスク", "続報"),
    }.items()
}

Words = TypeVar("Words")


def text_label(part: AiText, lang: str) -> str:
    """Return the short statement on a model's part in a text; empty when it had none."""
    if part == "none":
        return ""
    generated, assisted = _nearest(_LABELS, lang)
    return generated if part == "generated" else assisted


def text_notice(part: AiText, lang: str, own: Mapping[str, str]) -> str:
    """Return the sentence on a model's part in a text; empty when it had none.

    `own` has the site's sentences by language and wins; a language that neither has is answered by
    the site's English sentence, then by ours.
    """
    if part == "none":
        return ""
    built_in = _GENERATED if part == "generated" else _ASSISTED
    return _nearest({**built_in, **own}, lang)


def correction_kind(kind: CorrectionKind, lang: str) -> str:
    """Return the name of a kind of correction."""
    return _nearest(_KINDS, lang)[kind]


def retracted_title(title: str, lang: str) -> str:
    """Return the title of a retracted entry, for lists that are plain text."""
    return _nearest(_RETRACTED, lang).replace("{}", title)


def editions_title(title: str, lang: str) -> str:
    """Return the title of a site's feed of editions, to tell it from that of its entries."""
    return _nearest(_EDITIONS, lang).replace("{}", title)


def terms_title(taxonomy: str, lang: str) -> str:
    """Return the heading of the feeds of topics, regions, desks or stories."""
    return _nearest(_TERMS, lang)[taxonomy]


def _nearest(texts: Mapping[str, Words], lang: str) -> Words:
    """Return the text in a language, in its nearest parent, or in English."""
    parts = lang.split("-")
    wanted = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((texts[code] for code in wanted if code in texts), texts["en"])

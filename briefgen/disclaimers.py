"""The words under machine-made images, where a site does not set its own.

A language code in, a sentence out. In our own words, for readers and not for lawyers.
"""

from collections.abc import Mapping

from briefgen.model import AiOrigin

_GENERATED: Mapping[str, str] = {
    "en": "A computer model made this image. It is an illustration and shows no real event, "
    "place or person.",
    "es": "Esta imagen fue creada por un modelo informático. Es una ilustración y no muestra "
    "ningún hecho, lugar ni persona reales.",
    "fr": "Cette image a été produite par un modèle informatique. C’est une illustration : elle "
    "ne montre ni événement, ni lieu, ni personne réels.",
    "de": "Dieses Bild hat ein Computermodell erzeugt. Es ist eine Illustration und zeigt kein "
    "wirkliches Ereignis, keinen wirklichen Ort und keine wirkliche Person.",
    "pt": "Esta imagem foi criada por um modelo de computador. É uma ilustração e não mostra "
    "nenhum fato, lugar ou pessoa reais.",
    "hi": "यह चित्र एक कंप्यूटर मॉडल ने बनाया है। यह केवल चित्रण है और किसी वास्तविक घटना, स्थान या "
    "व्यक्ति को नहीं दिखाता।",
    "ar": "أنشأ نموذج حاسوبي هذه الصورة. وهي رسم توضيحي لا يُظهر حدثًا أو مكانًا أو شخصًا حقيقيًا.",
    "fa": "این تصویر را یک مدل رایانه‌ای ساخته است. این فقط تصویرسازی است و هیچ رویداد، مکان یا "
    "شخص واقعی را نشان نمی‌دهد.",
    "zh": "本图由计算机模型生成，仅为示意插图，不表现任何真实事件、地点或人物。",
    "ja": "この画像はコンピューターモデルが生成したイラストで、"
    "実在の出来事・場所・人物を写したものではありません。",
}
_MODIFIED: Mapping[str, str] = {
    "en": "A computer model altered this image. It is no longer a faithful record of what was "
    "before the camera.",
    "es": "Un modelo informático modificó esta imagen. Ya no es un registro fiel de lo que había "
    "ante la cámara.",
    "fr": "Cette image a été modifiée par un modèle informatique. Elle ne montre plus fidèlement "
    "ce qui se trouvait devant l’objectif.",
    "de": "Ein Computermodell hat dieses Bild verändert. Es gibt nicht mehr getreu wieder, was "
    "vor der Kamera war.",
    "pt": "Um modelo de computador modificou esta imagem. Ela já não é um registro fiel do que "
    "estava diante da câmera.",
    "hi": "इस चित्र को एक कंप्यूटर मॉडल ने बदला है। यह अब कैमरे के सामने के दृश्य का सटीक अभिलेख नहीं है।",
    "ar": "عدّل نموذج حاسوبي هذه الصورة، فلم تعد سجلًا أمينًا لما كان أمام الكاميرا.",
    "fa": "یک مدل رایانه‌ای این تصویر را تغییر داده است. این تصویر دیگر آنچه را مقابل دوربین بوده "
    "به درستی نشان نمی‌دهد.",
    "zh": "本图经计算机模型修改，不再忠实反映镜头前的情景。",
    "ja": "この画像はコンピューターモデルによって加工されており、"
    "撮影時の様子を忠実に伝えるものではありません。",
}


_LABELS: Mapping[str, tuple[str, str]] = {
    "en": ("AI-generated image", "AI-modified image"),
    "es": ("Imagen generada por IA", "Imagen modificada por IA"),
    "fr": ("Image générée par IA", "Image modifiée par IA"),
    "de": ("KI-generiertes Bild", "KI-verändertes Bild"),
    "pt": ("Imagem gerada por IA", "Imagem modificada por IA"),
    "hi": ("एआई-निर्मित चित्र", "एआई-संशोधित चित्र"),
    "ar": ("صورة مولّدة بالذكاء الاصطناعي", "صورة معدّلة بالذكاء الاصطناعي"),
    "fa": ("تصویر تولیدشده با هوش مصنوعی", "تصویر تغییریافته با هوش مصنوعی"),
    "zh": ("AI 生成图像", "AI 修改图像"),
    "ja": ("AI 生成画像", "AI 加工画像"),
}


# Of what a formula draws: a fractal, a simulated dice. No trained model, and so no label of AI.
_BY_FORMULA: Mapping[str, str] = {
    "en": "Computed by a formula, without a trained model.",
    "es": "Calculada con una fórmula, sin un modelo entrenado.",
    "fr": "Calculée par une formule, sans modèle entraîné.",
    "de": "Mit einer Formel berechnet, ohne trainiertes Modell.",
    "pt": "Calculada por uma fórmula, sem modelo treinado.",
    "hi": "एक सूत्र से गणना की गई, बिना किसी प्रशिक्षित मॉडल के।",
    "ar": "محسوبة بصيغة رياضية، دون نموذج مدرَّب.",
    "fa": "با یک فرمول محاسبه شده است، بدون مدل آموزش‌دیده.",
    "zh": "由公式计算得出，未使用训练模型。",
    "ja": "数式で計算された画像で、学習済みモデルは使われていません。",
}


def by_formula(lang: str) -> str:
    """Return the statement on an image that a formula made, in a language or in English."""
    return _BY_FORMULA.get(lang.split("-")[0]) or _BY_FORMULA["en"]


# On the picture itself, where there is room for few words.
_BADGES: Mapping[str, tuple[str, str]] = {
    "en": ("AI-generated", "AI-modified"),
    "es": ("Generada por IA", "Modificada por IA"),
    "fr": ("Générée par IA", "Modifiée par IA"),
    "de": ("KI-generiert", "KI-verändert"),
    "pt": ("Gerada por IA", "Modificada por IA"),
    "hi": ("एआई-निर्मित", "एआई-संशोधित"),
    "ar": ("مولّدة بالذكاء الاصطناعي", "معدّلة بالذكاء الاصطناعي"),
    "fa": ("تولیدشده با هوش مصنوعی", "تغییریافته با هوش مصنوعی"),
    "zh": ("AI 生成", "AI 修改"),
    "ja": ("AI 生成", "AI 加工"),
}


def badge(origin: AiOrigin, lang: str) -> str:
    """Return the words that are drawn into an image of this origin, in a language or in English.

    Empty for images that no model touched.
    """
    if origin == "none":
        return ""
    found = _BADGES.get(lang.split("-")[0]) or _BADGES["en"]
    return found[0] if origin == "generated" else found[1]


def label(origin: AiOrigin, lang: str) -> str:
    """Return the short statement on an image of this origin, in a language or in English.

    Empty for images that no model touched.
    """
    if origin == "none":
        return ""
    found = _LABELS.get(lang) or _LABELS.get(lang.split("-")[0]) or _LABELS["en"]
    return found[0] if origin == "generated" else found[1]


def disclaimer(origin: AiOrigin, lang: str, own: Mapping[str, str]) -> str:
    """Return the disclaimer for an image of this origin, in a language or its nearest parent.

    `own` has the site's texts by language and wins; a language that neither has is answered by the
    site's English text, then by ours. Empty for images that no model touched.
    """
    if origin == "none":
        return ""
    built_in = _GENERATED if origin == "generated" else _MODIFIED
    parts = lang.split("-")
    wanted = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    for code in wanted:
        if code in own:
            return own[code]
        if code in built_in:
            return built_in[code]
    return own.get("en", built_in["en"])


def speaks(origin: AiOrigin, lang: str, own: Mapping[str, str]) -> bool:
    """Tell whether the disclaimer for an image of this origin is in a language or its parent."""
    built_in = _MODIFIED if origin == "modified" else _GENERATED
    parts = lang.split("-")
    wanted = ["-".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return any(code in own or code in built_in for code in wanted)

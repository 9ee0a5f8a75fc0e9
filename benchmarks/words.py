"""The words that benchmark texts are made of, most frequent first, and the names around them."""

VOCABULARY = tuple(
    """
    the of and to in a for on that with is by as at from was are be it an has will were its this
    which after have had not or their they more than been but new said over about two last first
    one who would when into year also up out against other could all before during under between
    some while most since people government says three week city because there can only may where
    month million both report years public minister country many state still until next across
    percent plan work world day local four days officials agency water council energy national
    group power police court data market research rules team study long talks health part party
    early part system region made major high support end number president law north company south
    large prices deal five global old services trade home water use several without order food
    later money cost station change record east west small river vote months open ministry leaders
    election result border growth budget area school model workers ship cities space industry
    around climate schools bank forest safety army children women security university scientists
    engineers farmers union mayor line train road bridge port harbour airport fleet satellite
    launch orbit rocket telescope mission crew sample rock ice glacier storm rain flood drought heat
    wind solar grid battery gas oil coal reactor fuel steel copper grain wheat rice harvest fish
    coast island valley mountain desert delta lake dam canal tunnel rail tram bus cycle street house
    rent tower museum theatre library gallery archive festival prize novel film music concert opera
    match season league cup goal runner record swimmer medal stadium coach captain squad final title
    hospital nurse doctor vaccine virus trial drug patient surgery clinic disease cell gene protein
    brain heart lung blood cancer sleep diet sugar salt tobacco alcohol test dose price shortage
    software chip network cable phone screen server browser code patch flaw attack password privacy
    camera sensor robot machine learning image text voice translation search map signal standard
    judge jury appeal verdict ruling fine sentence prison lawyer witness evidence inquiry charge
    reform bill treaty pact summit envoy embassy visit sanctions ceasefire aid convoy refugee camp
    village district province capital ballot turnout coalition cabinet senate chamber speaker motion
    committee hearing debate amendment deadline draft review audit forecast survey estimate figure
    average index share bond loan debt interest inflation currency export import tariff customs
    supply demand factory plant warehouse contract order strike wage pension tax revenue profit loss
    investor fund merger stake board chief founder customer retailer brand store online delivery
    bird whale bee seed tree soil wetland reef species habitat park ranger poacher wolf bear insect
    ancient tomb coin ship wreck mosaic manuscript inscription temple fossil cave bone tooth amber
    quiet rare bright narrow steady rapid heavy careful joint annual former senior rural urban
    coastal regional digital nuclear medical legal formal interim draft final cheaper longer
    shorter stronger weaker cleaner safer warmer colder deeper wider higher lower faster slower
    agree announce approve ask begin build buy call carry close cut delay deliver deny end expand
    expect fall find fund grow halt hold join lead limit meet move name offer pass pay plan protect
    publish raise reach rebuild recover reject release repair replace restore return rise sell send
    share sign slow stop study test track train urge warn widen win
    """.split()  # noqa: SIM905 - a list of literals would be one word a line
)

TOPICS = tuple(
    """
    space climate energy health trade defence diplomacy elections courts science technology privacy
    markets banking labour housing transport rail aviation shipping farming fisheries forests water
    oceans weather education universities research medicine vaccines genetics robotics chips
    networks software security language history archaeology museums books film music theatre art
    design architecture sport football athletics cycling chess food tourism migration aid religion
    media advertising
    """.split()  # noqa: SIM905 - a list of literals would be one word a line
)

REGIONS = tuple(
    """
    africa arctic asia caribbean europe india mediterranean middle-east north-america oceania
    south-america world
    """.split()  # noqa: SIM905 - a list of literals would be one word a line
)

DESKS = ("News Desk", "World Desk", "Science Desk", "Business Desk", "Culture Desk")

# News three times: most of a digest is.
KINDS = ("news", "news", "news", "opinion", "blog", "interview", "short")

_PLACES = tuple(
    """
    Harbour Northern Capital Coastal Central Eastern Valley Island Lakeside Delta Highland Southern
    Western Old-Town Riverside Midland Border Alpine Pacific Continental
    """.split()  # noqa: SIM905 - a list of literals would be one word a line
)
_PAPERS = (
    *("Gazette", "Agency", "Herald", "Observer", "Times"),
    *("Broadcasting", "Review", "Courier", "Institute", "Chronicle"),
)
PUBLISHERS = tuple(f"{place.replace('-', ' ')} {paper}" for paper in _PAPERS for place in _PLACES)

"""The words that the sieve knows: titles, legal forms, generic words, directions, nicknames. All as name
keys."""

from __future__ import annotations

from annotate.names import word_set

MALE_TITLES = word_set(
    """mr mister sir lord king prince duke earl count baron viscount marquis father fr brother uncle
    grandfather pope monsieur mons m messrs herr senor don signor signore sheikh sheik imam emperor
    tsar czar squire master grandpa papa monsignor abbot friar citoyen pasha bey lama sultan
    maharaja"""
)
FEMALE_TITLES = word_set(
    """mrs ms miss missus dame lady queen princess duchess countess baroness viscountess marquise
    mother sister aunt auntie aunty grandmother granny grandma madame mme mlle mademoiselle madam
    frau fraulein senora senorita dona signora signorina empress tsarina mistress missis mama"""
)
HUSBANDS = word_set("mr mister sir lord monsieur mons herr senor don signor")
WIVES = word_set("mrs missus mistress missis lady madame mme frau senora signora dona")
MAIDENS = word_set("miss mlle mademoiselle fraulein senorita signorina")
"""Titles of the heads of a family, and of a daughter."""
FAMILY_WORDS = word_set("family families couple siblings brothers sisters twins clan dynasty household")
"""Words after a surname that make it the name of several persons."""
PLAIN_TITLES = word_set(
    """dr doctor prof professor rev reverend president vice senator sen rep representative congressman
    congresswoman gov governor mayor general gen lt lieutenant col colonel maj major capt captain
    cpt sgt sergeant corporal cpl private pvt admiral adm commander cmdr cdr brigadier brig marshal
    secretary minister premier chancellor ambassador amb justice judge ayatollah mullah mufti
    cardinal bishop archbishop rabbi pastor deacon canon parson vicar saint st speaker chairman
    chairwoman chairperson chair director chief commissioner officer spokesman spokeswoman
    spokesperson leader prime crown deputy acting former ex attorney sheriff detective inspector
    constable agent coach striker midfielder goalkeeper defender forward captain manager ceo cfo
    founder analyst economist journalist reporter correspondent author writer actor actress singer
    director lawyer activist candidate envoy counterpart opposition counselor counsellor comrade
    citizen hon honourable honorable staff first second third warrant petty master technical airman
    specialist spc seaman private hajji haji haj nawab maulana"""
)
EPITHETS = word_set(
    """old young poor little dear dearest honest good big fat late great blind wild farmer widow nurse cook
    doc cap'n skipper squire black red lucky saintly slim tiny"""
)
"""Words before a name that novels and headlines put there and that tell nothing apart."""
TITLES = MALE_TITLES | FEMALE_TITLES | PLAIN_TITLES
"""Words before a person's name that are no part of it."""

SUFFIXES = word_set("""jr sr junior senior esq phd md mp qc kc obe mbe cbe dds""")
GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"}
ROMAN = word_set("""i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii""")

PARTICLES = word_set(
    """al el ul ar as ash ad an at az von van der den de del della di da do dos das du la le ben bin
    ibn bint ter zu"""
)
"""Words before a surname that may be left out with it."""

FAMILY_FIRST = word_set(
    """xi kim park lee li wang zhang chen liu yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao
    luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu
    du ye cheng wei su lu ding ren yao mao wen choi chung cho jung jeong kang yoon yun jang shin
    moon ban roh hwang ahn hong nguyen tran pham hoang vo dang bui ngo duong bo jia lai tsai ai"""
)
"""Family names that stand first in Chinese, Korean and Vietnamese names."""

LEGAL_FORMS = word_set(
    """inc incorporated corp corporation co company ltd limited llc llp lp plc ag se sa nv bv gmbh kg kgaa spa
    srl sas ab as asa oy oyj pty pte pao oao ooo zao pjsc jsc ojsc bhd tbk kk holding holdings group groupe
    gruppe com"""
)
GENERIC = word_set(
    """group groups organisation organization organizations organisations movement militia militias network
    agency newspaper daily magazine news rebels fighters militants insurgents extremists terrorists jihadists
    cartel website firm giant broadcaster team company"""
)
"""Words after the name of an organisation that only say what it is."""
BEFORE = ("so called", "self styled", "self proclaimed", "self declared", "pmc", "pao", "oao", "ooo", "pjsc")

DIRECTIONS = word_set(
    """north south east west northern southern eastern western northeast northwest southeast southwest
    northeastern northwestern southeastern southwestern central upper lower new old greater inner
    outer great mid middle left right"""
)
OPPOSED = (
    word_set(
        """north northern south southern east eastern west western central northeast northwest southeast"""
    ),
    frozenset(["upper", "lower"]),
    frozenset(["old", "new"]),
    frozenset(["senior", "junior"]),
    word_set("""male female mens womens men women boys girls"""),
    word_set("first second third fourth fifth sixth seventh"),
)
NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "twenty": "20", "first": "1", "second": "2", "third": "3", "fourth": "4",
}  # fmt: skip

FEATURES = word_set(
    """ocean sea strip heights peninsula island islands isle isles mountains mountain desert strait straits
    canal city town village crater plateau archipelago"""
)
"""What a place is: "Golan Heights" is "the Golan"."""
REGIONS = word_set(
    """state province county oblast district governorate region prefecture department canton territory
    republic municipality commune parish emirate"""
)
"""The unit that bears a town's name and is not the town."""

ORG_WORDS = word_set(
    """party ministry department agency office bureau council commission committee court parliament
    congress senate assembly union league federation confederation association society foundation
    institute institution university college school academy bank fund trust company corporation corp
    inc ltd group holdings airlines airways motors industries systems technologies army navy force
    forces brigade brigades units front movement organisation organization army police guard guards
    command service services authority board center centre club fc united television radio
    broadcasting news press times post journal magazine church ministry treasury watch
    administration government regime network alliance coalition militia rebels brotherhood exchange
    museum hospital orchestra cartel mafia communist democratic republican party house reserve
    nations records electric dynamics telecom mobile airlines pharmaceuticals petroleum kataib jabhat harakat
    tehrik tehreek jaish lashkar hizb ahrar ansar hayat jamaat islamic islami national international global
    central federal liberation resistance patriotic tigers jihad mujahideen presse agence media post
    chamber"""
)
PLACE_WORDS = FEATURES | REGIONS | word_set("""street road avenue square bridge port fort mount mt""")

OFFICES = {"ministry": "ministry", "department": "department", "dept": "department", "office": "office"}
"""The heads of names that are said both ways: "State Department", "Department of State"."""
FOLDED = dict(
    pair.split(":")
    for pair in sorted(
        word_set(
            """defence:defense organisation:organization organisations:organizations centre:center
        centres:centers labour:labor programme:program israeli:israel mobilisation:mobilization
        affairs: dept:department theatre:theater harbour:harbor environmental:environment
        cooperation:cooperation"""
        ),
        key=lambda pair: (-len(pair), pair),
    )
)
"""British and American spellings of words in the names of organisations."""

EVENT_WORDS = word_set("""war wars battle olympics cup summit championship championships games crisis""")

BODIES = word_set(
    """committee chamber council commission factory department center centre institute university school
    college division unit office court team youth command base bureau academy museum stadium studio
    association society foundation fund complex station section branch cell affiliate wing chapter plant tower
    prize award awards championship cup coalition day week summit festival trial project programme program"""
)
"""Heads of names of things that belong to what their first words name: the EU Chamber of Commerce is not the
EU."""
TRADES = word_set(
    """motor motors oil technologies technology energy computer electronics pharmaceuticals platforms foods
    airlines airways bank media entertainment systems industries"""
)
"""What a company trades in, which is left out together with its legal form: Toyota Motor Corp."""

CLUB_WORDS = word_set(
    """fc sc ffc fsv vfb vfl tsv sv bsc ac afc cf united olympique dynamo dinamo lokomotiv sporting athletic
    atletico borussia hertha eintracht fortuna real rovers wanderers hotspur"""
)
"""Words in the names of sports clubs."""

"""Short and pet forms of English given names, and what gender a given name speaks of."""

from __future__ import annotations

from annotate.names import word_set

_FORMS = """
abigail abby abbie | albert al bert bertie | alexander alex alec sandy sasha |
alexandra alex sandra sasha | alfred alf alfie fred | amelia amy millie | andrew andy drew |
ann anne anna annie nan nancy | anthony tony | arthur art artie | barbara barb barbie babs |
bartholomew bart | benjamin ben benny bibi | bernard bernie | beatrice bea trixie | bradley brad |
caroline carrie carol | catherine katherine kathryn catharine kate katie kathy cathy kitty kit cat |
charles charlie chuck charley | charlotte lottie charlie | christina christine chris chrissie tina |
christopher chris kit | clifford cliff | clinton clint | constance connie | cornelius neil |
cynthia cindy | daniel dan danny | david dave davy | deborah deb debbie | dennis denny |
donald don donny | dorothy dot dolly dottie | douglas doug | edmund ed eddie ned ted |
edward ed eddie ned ted teddy | edwin ed eddie | eleanor nell nellie ellie nora |
elizabeth liz lizzie lizzy eliza beth betty bess bessie betsy libby | emily em emmy | emma em |
eugene gene | florence flo flora | frances fran fanny frankie | francis frank | franklin frank |
frederick fred freddy freddie | gabriel gabe | gabrielle gabby | georgiana georgy | gerald gerry jerry |
gerard gerry | gilbert gil bert | gregory greg | gwendolyn gwen | harold harry hal |
harriet hattie harriett | helen nell nellie | henry harry hank hal | herbert herb bert | howard howie |
hubert bert | ignatius iggy | isaac ike | isabel isabella bella izzy belle | jacob jake |
jacqueline jackie | james jim jimmy jamie | jane jenny janie | janet jan | jeffrey jeff |
jennifer jen jenny | jeremiah jerry | jerome jerry | jessica jess jessie | joan joanie |
john jack johnny jock | jonathan jon | joseph joe joey jo | josephine jo josie | joshua josh |
judith judy | julia julie | kenneth ken kenny | lawrence laurence larry | leonard len lenny leo |
leopold leo | louis lou | louise lou | lucille lucy | madeleine maddie |
margaret maggie meg peggy marge margie margot greta daisy | maria mary molly polly | martha patty |
martin marty | mary molly polly | matilda tilly | matthew matt | maurice morris | maximilian max |
melanie mel | michael mike mick mickey | miranda mandy | mildred millie | montgomery monty | nathan nate |
nathaniel nate nat | nicholas nick nicky | norman norm | oliver ollie oscar ossie | pamela pam |
patricia pat patty trish tricia | patrick pat paddy | penelope penny | peter pete | philip phil phillip |
rachel rae | ralph ralphie | randolph randy | raymond ray | rebecca becky becca | reginald reg reggie |
richard dick rick rich ricky richie | robert bob bobby rob robbie bert | roderick rod | rodney rod |
roger rog | ronald ron ronnie | rosemary rose rosie | rudolph rudy | russell russ | samantha sam |
samuel sam sammy | sarah sally sadie | sebastian seb | sidney sid | sigmund sig | simon si | solomon sol |
stanley stan | stephanie steph | stephen steven steve stevie | stewart stu | stuart stu |
susan sue susie suzy | susanna sue | sylvester sly | sylvia sylvie | theodore ted teddy theo |
theresa terry tess tessa | thomas tom tommy | timothy tim timmy | tobias toby | valentine val |
valerie val | veronica ronnie | victor vic | victoria vicky vicki tori | vincent vince vinny |
virginia ginny ginger | vivian viv | walter walt wally | wilfred wilf |
william bill billy will willie willy | winifred winnie | winston winnie | zachary zach zack | johann hans |
johannes hans | alexey alyosha lyosha | vladimir volodya vova | dmitri dima mitya | mikhail misha | nikolai
kolya | ivan vanya | yekaterina katya | yevgeny zhenya | jose pepe | francisco paco pancho | ignacio nacho
"""
_ABROAD = """
vladimir volodymyr wladimir wolodymyr uladzimir | alexander aleksandr alyaksandr oleksandr alexandr aliaksandr
| nikolai mykola nikolay | dmitry dmytro dmitri dimitri | sergei serhiy sergey serhii siarhei | evgeny yevhen
yevgeny evgeni | mikhail mykhailo michail | andrei andriy andrey | yusuf youssef yousef yousuf | jamal gamal |
ahmed ahmad | mahmoud mahmud | abdullah abdallah abdulla | omar umar | osama usama | hussein husayn husain
hossein | yasser yasir yaser
"""

NICKNAMES: dict[str, frozenset[str]] = {}
"""From a given name or pet form to the full forms that it may stand for (itself among them)."""

for _group in f"{_FORMS}|{_ABROAD}".split("|"):
    _full, *_pets = _group.split() or [""]
    for _name in (_full, *_pets):
        if _name:
            NICKNAMES[_name] = NICKNAMES.get(_name, frozenset()) | {_full}
for _name in list(NICKNAMES):
    NICKNAMES[_name] |= {_name}

MALE = word_set(
    """adam alan albert alexander alfred andrew angus anthony arthur benjamin bernard bill bob boris
    brian carl charles christopher clive colin daniel david dennis dick dmitri donald douglas duncan
    edgar edmund edward edwin eric ernest fidel francis frank fred frederick gary geoffrey george
    gerald gilbert giles gordon graham gregory guy harold harry hector henry herbert herman hubert
    hugh hugo humphrey ivan jack jacob james jeffrey jeremy jim jimmy joe john jonathan jose joseph
    julian justin keith kenneth kevin lawrence leonard lewis louis luke malcolm mark martin matthew
    maurice michael mike mohammed muhammad neil nicholas nigel norman oliver oscar oswald patrick
    paul peter philip raymond recep richard robert robin roger ronald rupert sam samuel sergei
    sidney simon stanley stephen steven stuart ted theodore thomas timothy tom tony vincent vladimir
    walter wilfred will william winston"""
)
FEMALE = word_set(
    """abigail agatha agnes alice amanda amelia amy andrea angela ann anna anne annie barbara beatrice
    becky bertha bessie betty caroline carol carrie catherine cecilia charlotte clara constance
    cynthia daphne deborah diana dinah dolly dora dorothea dorothy edith eleanor eliza elizabeth
    ella ellen emily emma emmeline esther ethel eva eve evelyn fanny flora florence frances
    georgiana georgina gertrude gladys grace hannah harriet helen helena hester hilary hillary ida
    imelda isabel isabella ivanka jane janet jemima jennifer jessica jill joan josephine judith
    julia julie karen kate katherine kathleen kathryn kitty laura lavinia lillian lily lizzy louisa
    louise lucilla lucy lydia mabel madeleine margaret maria marian marianne marie martha mary
    matilda maud melania michelle mildred minnie miranda miriam molly nancy nora olivia pamela
    patricia penelope phoebe polly rachel rebecca rosa rosalind rose rosamond ruth sally sandra
    sarah sophia sophie stella susan sylvia teresa theresa ursula valentina vera veronica victoria
    viola violet virginia winifred"""
)
"""Given names that tell the gender in nearly every document; for the veto between "Mr. Bennet" and "Jane
Bennet"."""


_SETTLED = (MALE | FEMALE | word_set(_FORMS)) - word_set(_ABROAD) - {"mohammed", "muhammad", "recep", "|"}


def same_given(one: str, other: str) -> bool:
    """Whether two given names (keys) may be one: equal, or one a form of the other. Two pet forms of one name
    (Will, Bill) are two people's, unless one only shortens the other (Liz, Lizzy)."""
    if one == other:
        return True
    if one in NICKNAMES.get(other, ()) or other in NICKNAMES.get(one, ()):
        return True
    common = NICKNAMES.get(one, frozenset()) & NICKNAMES.get(other, frozenset())
    return bool(common) and one[:3] == other[:3]


def is_given(word: str) -> bool:
    """Whether a word is known as a given name."""
    return word in NICKNAMES or word in MALE or word in FEMALE


def is_western(given: str) -> bool:
    """Whether a given name is one that is always spelled in one way: Melania and Melanie are two."""
    return given in _SETTLED

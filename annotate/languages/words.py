"""The small words of languages: articles, prepositions, pronouns, forms of "to be". Any text is full of them.

Two languages that are alike share many; those that tell them apart are there for each of the two.
"""

from __future__ import annotations

from annotate.names import word_set

LATIN = {
    "en": word_set(
        """the of and to in a is that for it was on with as he be his by at from this have are not but had they
        which you an she were her one their there been has would will what who when more if said we out its than
        them can about into other could so up all i my no me him do your our how these where why because"""
    ),
    "de": word_set(
        """der die das und in zu den mit von ist des im dem nicht ein eine als auch es an werden aus er hat dass
        sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis
        mehr durch man sein wurde sei ich wir ihr wenn kann gegen vom können schon hatte unter"""
    ),
    "fr": word_set(
        """de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son
        aux d l qu n s c j été cette ses ou comme mais on leur elle nous vous être ont sans fait même deux ces
        dont tout aussi entre je ils si y où après"""
    ),
    "es": word_set(
        """de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o fue este
        ha sí porque esta son entre cuando muy sin sobre ser también me hasta hay donde han quien desde nos
        durante todos uno ni contra ese eso era está él ella ellos según"""
    ),
    "pt": word_set(
        """de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à
        seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo
        aos ter seus quem nas me esse eles foram são às num"""
    ),
    "it": word_set(
        """di e il la che in un a per è una non sono con i del si da al le dei della come più nel gli lo anche ha
        alla dal ma su o delle l d dell all un nella ai questo se ci degli era stato essere hanno cui dalla dopo
        tra loro suo sua tutti nei sui quando perché già ho io mi"""
    ),
    "nl": word_set(
        """de van het een en in is dat op te zijn met voor niet aan er om ook als dan die maar bij nog uit naar
        door over heeft worden ze hij wordt meer was of deze tot we werd hebben kan zal geen moet wat tegen al
        hun veel ik je haar onder dit had zich u"""
    ),
    "af": word_set(
        """die en van het is in nie n wat te om met vir op hy sy aan was dit as by hulle sal na ons daar een kan
        ook uit deur my word maar toe tot so ek moet of oor jy haar hom al dat hierdie wees baie"""
    ),
    "da": word_set(
        """og i at det er en til på af de for med den som der ikke har han et var om jeg men så fra blev vi kan ved
        hun også efter eller nu sig skal over være havde hans under ud da når mod op meget sin vil kun år dem
        mange alle ind noget blive deres hvor"""
    ),
    "nb": word_set(
        """og i det er på som en til å av for at med ikke den har de et han var om jeg men så fra vi kan ved hun
        også etter eller nå seg skal over være hadde hans ut da når mot opp mye sin vil bare år dem mange alle
        inn noe bli sier ble blir etter hva deres hvor"""
    ),
    "sv": word_set(
        """och i att det som en på är av för med den till inte har de ett han var om jag men så från vi kan vid
        hon också efter eller nu sig ska över vara hade hans under ut då när mot upp mycket sin vill bara år dem
        många alla in något bli säger blev blir vad deras där"""
    ),
    "is": word_set(
        """og í að er á sem til um það við var með af fyrir ekki en hann hún frá þess hefur voru eru því þar upp
        þá við þeir eftir svo verið hafa sér þetta ég eða þegar vera"""
    ),
    "fi": word_set(
        """ja on ei että se oli hän mutta ovat kun myös mukaan joka olla kuin sekä ole hänen sen tai ollut jos mitä
        niin nyt vain jo vielä olisi siitä sitä he minä ne tämä jonka joissa mikä kaikki vuonna jälkeen hänet
        noin eivät en tämän"""
    ),
    "et": word_set(
        """ja on ei et see oli ta kui aga ka mis oma mida ning või nii ma selle siis kes veel kõik nad seda olid
        pole juba ole nagu välja üle saab pärast siin vaid koos need sai minu"""
    ),
    "hu": word_set(
        """a az és hogy nem is egy van volt ez meg csak már de mint azt el még ha vagy ki ezt fel majd be lesz sem
        kell volna lehet úgy minden le ami arra szerint után ezek azonban amely akkor nagy itt azért pedig"""
    ),
    "pl": word_set(
        """w i na z się do nie to że jest o a jak po od za co przez dla ale są tym ze już by tak może było oraz tego
        był jego który które być która ich tylko przed pod też jednak czy jej ma w tej latach lub został bardzo
        także roku"""
    ),
    "cs": word_set(
        """a v se na je že s z do o to ve pro za by ale jako jsou si po tak i podle od k které který byl jsem jeho
        která byla bylo až jen ze nebo už při co než také roce aby není když má bude jejich mezi být"""
    ),
    "sk": word_set(
        """a v sa na je že s z do o to vo pre za by ale ako sú si po tak aj podľa od k ktoré ktorý bol som jeho
        ktorá bola bolo až len zo alebo už pri čo než tiež roku aby nie keď má bude ich medzi byť"""
    ),
    "sl": word_set(
        """in je v na se za da so z s ki pri po o ne iz pa od do kot bi tudi bil bila to še že bo ali med ni lahko
        ter sem zaradi pred leta kar ko kjer njegov smo biti ob"""
    ),
    "hr": word_set(
        """i u je na se da za su od s a koji o do ne kao iz što bi će to koja nije po sve ili ali li sam koje te
        tako biti samo još bio bila ima kako prema više nakon već između zbog također ga kojima smo"""
    ),
    "ro": word_set(
        """de și în a la cu o pe care din că nu un este se mai pentru al sau ca o fost fi sunt prin după dar ai
        lui ale am fiind său lor sa au fără până unei unui acest această cele cel ce ar iar între asupra"""
    ),
    "lt": word_set(
        """ir yra kad į su iš tai o buvo kaip ne bet po apie už kuris dėl per jis nuo ar iki prie jo dar jau būti
        taip ji tik pagal metų tarp kai gali labai jų šis metais"""
    ),
    "lv": word_set(
        """un ir ka no ar uz par kas tas bija pēc kā arī lai bet to ne pie tika viņš vai gada nav jau es gadā ļoti
        starp viņa savu līdz tiek tā kopā"""
    ),
    "ca": word_set(
        """de la i el que en a les un els per del es una amb no al ha és va d l s com dels més són o seva se seu
        també pel entre va van aquest aquesta ser però sobre molt n hi ho fins estat quan perquè sense tot"""
    ),
    "gl": word_set(
        """de a e o que do da en un para é con non unha os no se na por máis as dos como pero foi ao das ten á seu
        súa ou ser moi hai nos xa está tamén polo pola ata entre era despois sen mesmo aos isto unhas"""
    ),
    "eu": word_set(
        """eta da ez bat ere dira zen du ziren baina izan dute egin dago hori beste bere den oso edo zuen baino
        duen dela izango egiten behar guztiak hau zituen gure artean"""
    ),
    "tr": word_set(
        """ve bir bu da de için ile çok ne o gibi daha ama olarak var kadar olan sonra ise en ki her mi değil
        olduğu göre ya yeni oldu bunu onun tarafından şey iki diye ilk benim hem veya içinde kendi"""
    ),
    "id": word_set(
        """yang dan di dengan untuk dari ini itu pada tidak dalam adalah akan ke oleh sebagai juga telah ada
        mereka bisa atau saya karena kami dapat tersebut seperti kita tahun lebih sudah orang menjadi antara
        secara anda bahwa"""
    ),
    "vi": word_set(
        """và của là các có được trong một cho không với những người này đã để đến khi về ra từ cũng vào như tại
        năm ông đó theo nhiều trên sẽ phải nhưng bị sau ở hơn chỉ"""
    ),
    "eo": word_set(
        """la kaj de en estas al mi por ne kiu oni vi tio sed el pri aŭ se pli ol ili ĝi via kun ke ĉi tiu kiuj li sur
        per ĝis nur kiel estis povas kiam ankaŭ ĉu tie jam"""
    ),
    "sq": word_set(
        """të e në dhe i për një me që është nga së u do nuk ka më si por kjo janë ky ishte kanë edhe tij pas kur
        duke ai gjatë saj mund vetëm ndër"""
    ),
}

CYRILLIC = {
    "ru": word_set(
        """и в не на что с он как это по но из у за от к так о же для его а все бы или было был мы они только при
        она ее до когда уже были если быть их этом может этого года также во со который есть"""
    ),
    "uk": word_set(
        """і в не на що з та у до як це за від але про для він його а й є бути був було вони так або коли при якщо
        ми вона також під їх який після який року може ще тільки щоб цього"""
    ),
    "be": word_set(
        """і ў не на што з у да як гэта за ад але пра для ён яго а былі быў было яны так або калі пры мы яна таксама
        пад іх які пасля года можа яшчэ толькі каб гэтага"""
    ),
    "bg": word_set(
        """и на в да се за е от с не по че са като до той това който но към при след ще беше или при което които
        още само има бе му си във със преди тази"""
    ),
    "mk": word_set(
        """и на во да се за е од со не по дека го што се тој ова кој но кон при после ќе беше или кои која уште само
        има му си како биде сите тие пред"""
    ),
    "sr": word_set(
        """и у је на се да за су од с а који о до не као из што би ће то која није по све или али сам које те тако
        бити само још био била има како према више након због"""
    ),
}

ARABIC = {
    "ar": word_set(
        """في من على إلى أن هذا التي الذي عن مع كان ما لا هذه ذلك أو بين كما لم بعد قبل قد كل هو هي وقد ولا وفي إن
        حيث عند كانت خلال"""
    ),
    "fa": word_set(
        """و در به از که این را با است برای آن یک می خود تا بر هم نیز شد شده بود دارد ها ای کرد اما یا باید هر او
        پس کند"""
    ),
    "ur": word_set(
        """کے کی میں ہے کا اور سے کو نے پر یہ ہیں کہ اس بھی نہیں جو ان کر تھا ایک وہ ہو گیا لیے تو کیا تھے ہی"""
    ),
}

SMALL = {**LATIN, **CYRILLIC, **ARABIC}
"""The small words of every language that has a list here."""

LETTERS = {
    "ru": frozenset("ыэёщ"),
    "uk": frozenset("іїєґщ"),
    "be": frozenset("іўыэё"),
    "bg": frozenset("ъщ"),
    "mk": frozenset("ѓќѕјљњџ"),
    "sr": frozenset("ђћјљњџ"),
    "ar": frozenset("ةىيكأإ"),
    "fa": frozenset("پچگژکی"),
    "ur": frozenset("ٹڈڑںےہھگچکی"),
}
"""Letters of a language that some of those with its script have not: each counts as a small word."""

ARTICLES = {
    "ca": word_set("el la els les l en na"),
    "de": word_set("der die das den dem des"),
    "es": word_set("el la los las"),
    "fr": word_set("le la les l"),
    "gl": word_set("o a os as"),
    "it": word_set("il lo la i gli le l"),
    "nl": word_set("de het"),
    "pt": word_set("o a os as"),
}
"""What stands before a name and is no part of it, where it is written small: la France, but La Paz."""

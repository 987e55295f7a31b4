"""The place book: places that are known by several names, in other languages, spellings and times.

It stands beside the alias book, which holds the entities of the news; here are only names that no other place
bears.
"""

from __future__ import annotations

from annotate.names import key

_NAMES = """
Kyiv = Kiev | Kharkiv = Kharkov | Lviv = Lvov = Lwow = Lemberg | Odesa = Odessa |
Dnipro = Dnepropetrovsk = Dnipropetrovsk | Chernihiv = Chernigov | Mykolaiv = Nikolaev = Nikolayev |
Zaporizhzhia = Zaporozhye = Zaporizhia | Luhansk = Lugansk | Bakhmut = Artemivsk = Artyomovsk |
Kropyvnytskyi = Kirovohrad | Chernobyl = Chornobyl | Donbas = Donbass | Beijing = Peking |
Guangzhou = Canton | Nanjing = Nanking | Tianjin = Tientsin | Chongqing = Chungking | Xiamen = Amoy |
Mumbai = Bombay | Kolkata = Calcutta | Chennai = Madras | Bengaluru = Bangalore | Pune = Poona |
Varanasi = Benares | Ho Chi Minh City = Saigon | Yangon = Rangoon | Naypyidaw = Nay Pyi Taw |
Jakarta = Batavia | Thessaloniki = Salonica = Salonika | Istanbul = Constantinople | Izmir = Smyrna |
Ankara = Angora | Saint Petersburg = St Petersburg = Sankt Peterburg = Leningrad = Petrograd |
Volgograd = Stalingrad | Yekaterinburg = Sverdlovsk = Ekaterinburg | Nizhny Novgorod = Gorky |
Astana = Nur Sultan = Akmola | Almaty = Alma Ata | Bishkek = Frunze | Dushanbe = Stalinabad |
Tskhinvali = Tskhinval | Stepanakert = Khankendi | Chisinau = Kishinev | Vilnius = Wilno |
Tallinn = Reval | Kaliningrad = Konigsberg | Gdansk = Danzig | Wroclaw = Breslau | Warsaw = Warszawa |
Krakow = Cracow | Prague = Praha | Bratislava = Pressburg | Bucharest = Bucuresti |
Belgrade = Beograd | Cologne = Koln | Munich = Munchen | Nuremberg = Nurnberg | Hanover = Hannover |
Vienna = Wien | Geneva = Geneve = Genf | Zurich = Zuerich | Basel = Basle | Lucerne = Luzern |
Bern = Berne | The Hague = Den Haag = s Gravenhage | Antwerp = Antwerpen = Anvers |
Brussels = Bruxelles = Brussel | Ghent = Gent | Bruges = Brugge | Liege = Luttich |
Luxembourg City = Luxembourg Ville | Copenhagen = Kobenhavn | Gothenburg = Goteborg |
Helsinki = Helsingfors | Turku = Abo | Oslo = Christiania | Lisbon = Lisboa | Seville = Sevilla |
Rome = Roma | Milan = Milano | Turin = Torino | Florence = Firenze | Venice = Venezia |
Naples = Napoli | Genoa = Genova | Athens = Athina | Nicosia = Lefkosia = Lefkosa |
Londonderry = Derry | Marseille = Marseilles | Mexico City = Ciudad de Mexico = Mexico DF |
Rio de Janeiro = Rio | New York City = NYC | Los Angeles = LA | Washington DC = DC |
San Francisco = San Fran = Frisco | Philadelphia = Philly | Las Vegas = Vegas | New Orleans = NOLA |
Mecca = Makkah | Medina = Al Madinah | Jeddah = Jidda = Jiddah | Sanaa = Sana a |
Hodeidah = Hudaydah = Al Hudaydah = Hodeida | Aden = Adan | Damascus = Dimashq | Homs = Hims |
Raqqa = Ar Raqqah = Rakka | Deir ez Zor = Deir al Zour = Deir Ezzor = Dayr az Zawr = Deir al Zor |
Manbij = Menbij | Kobani = Kobane = Ayn al Arab = Ain al Arab | Tal Abyad = Tell Abyad |
Latakia = Lattakia = Ladhiqiyah | Jarablus = Jarabulus = Jerablus |
Hasakah = Hassakeh = Hasaka = Al Hasakah | Qamishli = Kamishli = Qamishlo | Aleppo = Haleb |
Mosul = Al Mawsil = Mawsil | Fallujah = Falluja = Al Fallujah | Sirte = Surt |
Erbil = Arbil = Irbil = Hawler | Jerusalem = Al Quds | Nablus = Shechem | Hebron = Al Khalil |
Tripoli = Tarabulus | Cairo = Al Qahirah | Algiers = El Djazair | Marrakesh = Marrakech |
Tangier = Tangiers | Maputo = Lourenco Marques | Kinshasa = Leopoldville | Harare = Salisbury |
Pretoria = Tshwane | Gqeberha = Port Elizabeth | Kabul = Kabol | Kandahar = Qandahar | Herat = Hirat |
Tehran = Teheran | Pyongyang = P yongyang | Busan = Pusan | Incheon = Inchon | Tokyo = Edo |
Taipei = Taibei | Macau = Macao | Tibet = Xizang | Crimea = Crimean Peninsula |
Nagorno Karabakh = Karabakh = Artsakh | Persian Gulf = Arabian Gulf | West Bank = Judea and Samaria |
Falkland Islands = Falklands = Malvinas | Gaza Strip = Gaza | East Sea = Sea of Japan |
Mount Everest = Everest | United States = United States of America = US = USA = the States = America |
United Kingdom = UK = Britain = Great Britain | United Arab Emirates = UAE = the Emirates = Emirates |
Democratic Republic of the Congo = Democratic Republic of Congo = DR Congo = DRC = Congo Kinshasa |
Republic of the Congo = Congo Brazzaville |
North Korea = DPRK = Democratic Peoples Republic of Korea | South Korea = ROK = Republic of Korea |
China = PRC = Peoples Republic of China = mainland China | Taiwan = Republic of China = Formosa |
Myanmar = Burma | Ivory Coast = Cote d Ivoire = Cote dIvoire | Eswatini = Swaziland |
Netherlands = Holland | Czech Republic = Czechia | North Macedonia = FYROM = Macedonia |
Timor Leste = East Timor | Cape Verde = Cabo Verde | Russia = Russian Federation |
Iran = Islamic Republic of Iran = Persia | Syria = Syrian Arab Republic |
Saudi Arabia = KSA = Kingdom of Saudi Arabia | Germany = Federal Republic of Germany = Deutschland |
Vatican City = Vatican = Holy See | Bosnia and Herzegovina = Bosnia = Bosnia Herzegovina = BiH |
New Zealand = Aotearoa = NZ | Papua New Guinea = PNG | Micronesia = Federated States of Micronesia |
Brunei = Brunei Darussalam | Laos = Lao PDR | Kyrgyzstan = Kyrgyz Republic |
Slovakia = Slovak Republic | Trinidad and Tobago = Trinidad | Turkey = Turkiye | Sri Lanka = Ceylon |
Thailand = Siam | Ethiopia = Abyssinia | East Germany = GDR = German Democratic Republic |
Moldova = Republic of Moldova | Gambia = The Gambia | Egypt = Arab Republic of Egypt |
Ireland = Republic of Ireland | Belarus = Belorussia = Byelorussia |
Switzerland = Swiss Confederation
"""

PLACES: dict[str, str] = {}
"""From the key of each name of a place to the name that the place goes by here."""

for _line in _NAMES.split("|"):
    _forms = [form.strip() for form in _line.split("=") if form.strip()]
    for _form in _forms:
        PLACES[key(_form)] = _forms[0]


def place(form: str) -> str:
    """The place that bears a name (its key), by the name it goes by here; empty when it is not in the place
    book."""
    return PLACES.get(form, "")

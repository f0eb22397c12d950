/**
 * Words that people take for passwords, German and international, from what leaked lists have in common. Lower case; digits for letters, capitals and
 * what is appended are taken care of in password-rules.ts, so each word covers its whole family. At least four letters: shorter ones hit by chance.
 */
export const commonWords: readonly string[] = `
passwort password passwd kennwort losungswort codewort zugang zugangscode geheim geheimnis secret streng login logon anmeldung anmelden willkommen welcome
hallo hello hallihallo moin servus tschüss ciao admin administrator root master boss chef user benutzer gast guest test tester testtest demo default standard
system server computer laptop notebook internet netzwerk email google facebook instagram whatsapp tiktok snapchat youtube discord twitch netflix spotify amazon
apple iphone android samsung huawei xiaomi windows microsoft linux minecraft fortnite roblox pokemon pikachu brawlstars clashroyale gaming gamer zocker playstation
nintendo xbox mario zelda sonic fifa league legend legends starwars batman superman spiderman ironman avengers marvel harrypotter hogwarts hermine voldemort
iserv schulhof schule schulen school schüler schülerin schüli lehrer lehrerin lehrkraft klasse klassen unterricht hausaufgaben ferien abitur gymnasium realschule
gesamtschule grundschule oberschule hauptschule sekretariat direktor rektor mathe mathematik deutsch englisch latein physik chemie biologie sport kunst musik
moodle untis webuntis teams office zoom nextcloud schulcloud lernen bildung student pausenhof kreide tafel
januar februar märz april juni juli august september oktober november dezember january february march june july october december
frühling frühjahr sommer herbst winter spring summer autumn weihnachten ostern advent silvester karneval halloween geburtstag
montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday sunday wochenende
schatz schatzi schatzilein schnucki liebling liebe love lovely iloveyou ichliebedich liebedich loveyou mylove baby babe honey sweet sweety sweetheart darling
engel engelchen angel süße süßer hase hasi hasilein häschen maus mausi mäuschen mausebär bärchen teddy knuddel kuschel kuschelbär sternchen sonnenschein sunshine
sonne mond stern sterne himmel erde wasser feuer wind regen sonnenblume regenbogen rainbow schnee wolke blume blumen rose rosen tulpe lilie flower butterfly schmetterling
prinzessin princess prinz prince könig king queen königin kaiser drache dragon monster ninja ritter warrior hunter killer shadow ghost devil teufel satan
hund hunde katze katzen kater pferd pferde pony ponys einhorn unicorn delfin delphin dolphin tiger löwe lion panther panda monkey affe bär vogel adler eagle falke
wolf fuchs igel hamster meerschweinchen kaninchen schildkröte frosch fisch haifisch elefant giraffe schlange spinne biene käfer pinguin hummel krokodil
bello rocky rambo lucky luna balu sammy simba nala felix minka mimi micky tiger charly buddy bailey kira rex waldi struppi
rot blau grün gelb schwarz weiß braun lila rosa orange silber gold golden blue green black white purple pink silver yellow
fussball fußball football soccer baseball basketball volleyball handball tennis hockey hockeyspieler schwimmen reiten tanzen dance turnen skater skateboard
bayern bayernmünchen fcbayern borussia dortmund schalke schalke04 werder bremen hertha eintracht frankfurt hamburg stpauli gladbach leverkusen stuttgart kaiserslautern
wolfsburg hannover hannover96 köln effzeh leipzig union freiburg mainz nürnberg augsburg hoffenheim bochum bielefeld realmadrid barcelona juventus chelsea arsenal
liverpool manchester messi ronaldo neymar mbappe müller klose ballack lewandowski weltmeister champion champions torwart stürmer
deutschland germany berlin münchen düsseldorf dresden essen duisburg wuppertal bonn münster karlsruhe mannheim wiesbaden aachen kiel lübeck rostock erfurt potsdam
oldenburg osnabrück braunschweig göttingen hildesheim niedersachsen hessen sachsen thüringen nordsee ostsee sylt europa europe america amerika london paris istanbul
türkei turkey galatasaray fenerbahce besiktas polska russia ukraine italien italia spanien mallorca österreich schweiz österreich wien zürich
schokolade chocolate kuchen pizza pommes burger döner kebab nutella kekse cookie cookies banane banana apfel kirsche cherry erdbeere kartoffel käse cheese butter
pfeffer salz zucker sugar honig kaffee coffee ginger nudel nudeln spaghetti cola fanta sprite bier wein vodka whisky jägermeister
auto mercedes porsche ferrari lamborghini audi volkswagen golf opel ford mustang corvette harley yamaha motorrad fahrrad traktor trecker
mama papa mami papi mutti vati oma opa mutter vater bruder schwester familie family freunde freundin freund friends friend kinder sohn tochter
michael michelle daniel daniela thomas andreas alexander alexandra stefan stefanie stephan christian christina christine sebastian martin martina matthias markus
florian tobias patrick philipp philip dennis kevin marcel marvin pascal dominik dominic benjamin jonas lukas lucas leon luca finn elias paul felix jannik niklas
maximilian moritz tim nico noah david julian jakob anton emil oskar oscar theo karl ludwig wilhelm friedrich johannes peter klaus jürgen wolfgang dieter werner
helmut manfred günter günther herbert horst frank jörg holger robert jessica jennifer melanie nicole sandra sabrina sabine susanne claudia petra monika andrea anja
katharina kathrin katrin nadine nadja vanessa laura lara sarah sara lisa lena leonie lea anna annika hannah hanna emma mia emilia sophie sofia marie maria johanna
charlotte clara luisa louisa amelie maja maya nele pauline paula greta frieda mathilda jasmin yasmin fatima aylin ayse mehmet mustafa mohamed mohammed muhammad ahmed
ali hassan hussein olga natascha tatjana swetlana ivan dimitri sergej justin andrew anthony ashley charlie jordan joshua matthew nicole thomas george william
batman letmein trustno1 access monkey dragon master michael shadow ashley football jesus ninja mustang whatever freedom computer maggie pepper killer hockey ranger
buster soccer tigger cheese internet flower hannah summer winter chelsea biteme matrix merlin jordan corvette diamond yankees cowboys forever nothing something
everything changeme geändert ändern neuespasswort meinpasswort meinname mypassword passwort1 secure security sicher sicherheit sicherespasswort unsicher niemals
keine keins nichts egal kein niemand vergessen weißnicht keinplan keineahnung blabla blablabla lalala hahaha xoxo abcabc asdf asdfasdf qwer qwert wasd yolo swag cool
coolio supercool super toll klasse geil krass digga bruder alter mann frau mädchen junge superman hammer power star stars rockstar music metal metallica nirvana
eminem rammstein beatles ramones slipknot korn punk techno hiphop gitarre klavier drums jesus gott jesuschrist christus amen glaube hoffnung frieden peace freiheit
glück lucky happy lustig witzig smile lachen träume dreams dream traum leben life zeit immer ewig ewigkeit forever together zusammen nummer1 eins zwei drei vier fünf
sechs sieben acht neun zehn hundert tausend million zero three seven eleven doppel jackpot bitcoin money geld reich millionär arbeit feierabend urlaub strand reise
bitte danke sesam sesamöffnedich simsalabim abrakadabra hokuspokus hocus pocus vorname nachname benutzername username letzte erste neues altes haus garten fenster tür tisch
stuhl schrank lampe telefon handy kamera schlüssel brief papier bleistift kugelschreiber radiergummi ficken fick scheisse scheiße arsch arschloch fuck fuckyou fuckoff
shit bitch sexy penis muschi titten hitler idiot dummkopf depp opfer hurensohn fotze wichser schlampe schwuchtel nutte spast
`.trim().split(/\s+/)

/** Rows and columns of keyboards, German, English and French: neighbours on them are no secret. */
export const keyRows: readonly string[] = [
  '1234567890ß', '0987654321', '°!"§$%&/()=?', 'qwertzuiopü+', 'asdfghjklöä#', 'yxcvbnm,.-', 'qwertyuiop', 'zxcvbnm,./', 'azertyuiop', 'qsdfghjklm', 'wxcvbn',
  '1qay2wsx3edc4rfv5tgb6zhn7ujm8ik', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik', 'qayxswedcvfrtgbnhzujmkiolp', '!qay"wsx§edc$rfv', 'qweasdyxc', 'qweasdzxc', '147258369', '159357', '741852963', '789456123', '14789632',
]

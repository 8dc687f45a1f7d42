"""Invented names. Every domain is one that nobody can register."""

FIRST = (
    "Ada Alina Amara Andrej Anouk Arun Beatriz Bengt Bilal Carla Chidi Chiara Dafna Dario Edda Elif Emeka Enzo"
    " Farah Felix Fiona Goran Greta Hana Hiro Ida Ines Ivo Jana Jamal Jonas Kaito Karin Lars Leila Lucia Luca"
    " Maja Malik Marta Mei Milo Nadia Nils Nora Olga Omar Paula Pavel Priya Quinn Rafael Rosa Ruben Samira Sven"
    " Tara Teodor Tomas Uma Valeria Viktor Wanda Yara Yusuf Zoe"
).split()
LAST = (
    "Abebe Almeida Andersen Aoki Baptiste Becker Bergstrom Bianchi Castillo Dahl Demir Dubois Eriksen Farkas"
    " Fischer Garcia Haddad Hansen Horvat Ibrahim Ivanov Jensen Kaya Keller Kowalski Larsen Lindqvist Lopez"
    " Marino Mbeki Meyer Moreau Nakamura Nielsen Novak Okafor Olsen Papadopoulos Patel Petrov Popescu Ricci"
    " Rossi Sato Schneider Silva Sorensen Suzuki Takahashi Torres Vargas Virtanen Wagner Weber Yilmaz Zeman"
).split()
WORDS = (
    "amber anchor apricot basil beacon birch bramble cedar cinder clover cobalt copper coral cricket dahlia"
    " ember fennel fern flint garnet ginger harbor hazel indigo ivory jasper juniper kelp kettle lagoon lantern"
    " lilac linden maple marble meadow mint moss nutmeg oak olive opal orchard pebble pepper pine plum poppy"
    " quartz raven reef river saffron sage sparrow spruce thistle timber tulip velvet walnut willow"
).split()
CITIES = [
    ("Springhaven", "Westmark", "10115"),
    ("Port Linden", "Eastshire", "20457"),
    ("Millbrook Falls", "Northreach", "30890"),
    ("Lakemoor", "Southfield", "40213"),
]
STREETS = ["Example Street", "Sample Avenue", "Fable Road", "Invention Lane"]

COLLECTIONS = (
    "Company-wide",
    "Company-wide/Wi-Fi and doors",
    "Company-wide/Travel",
    "Engineering",
    "Engineering/Backend",
    "Engineering/Backend/Databases",
    "Engineering/Frontend",
    "Engineering/Mobile",
    "Engineering/Quality",
    "Engineering/Vendors",
    "Finance",
    "Finance/Banking",
    "Finance/Payroll",
    "Finance/Tax portals",
    "Human resources",
    "Human resources/Recruiting",
    "Human resources/Benefits",
    "IT",
    "IT/Backups",
    "IT/Network",
    "IT/Network/Firewalls",
    "IT/Network/Switches",
    "IT/Printers",
    "IT/Servers",
    "IT/Servers/Production",
    "IT/Servers/Staging",
    "IT/Service accounts",
    "IT/Workstations",
    "Legal",
    "Legal/Contracts",
    "Marketing",
    "Marketing/Advertising",
    "Marketing/Social media",
    "Marketing/Website",
    "Operations",
    "Operations/Logistics",
    "Operations/Suppliers",
    "Sales",
    "Sales/Demo environments",
    "Sales/Partner portals",
)

# Group name, the collections it holds by the start of their names, and how.
GROUPS = (
    ("Everyone", ("Company-wide",), "view"),
    ("Engineers", ("Engineering",), "edit"),
    ("Engineering leads", ("Engineering", "IT/Servers"), "manage"),
    ("Finance", ("Finance",), "edit"),
    ("Finance leads", ("Finance", "Legal"), "manage"),
    ("Help desk", ("IT/Workstations", "IT/Printers"), "edit_hidden"),
    ("System administrators", ("IT",), "manage"),
    ("Marketing", ("Marketing",), "edit"),
    ("People", ("Human resources",), "manage"),
    ("Sales", ("Sales", "Marketing/Website"), "view_hidden"),
)

# Service, host, a username that is no address.
SERVICES = (
    ("Asset inventory", "assets", None),
    ("Backup console", "backup", "backup-operator"),
    ("Build server", "build", None),
    ("Code review", "review", None),
    ("Customer support desk", "support", None),
    ("Door access", "doors", "reception"),
    ("Expense reports", "expenses", None),
    ("File transfer", "files", "transfer"),
    ("Firewall", "firewall", "admin"),
    ("Holiday planner", "holidays", None),
    ("Identity provider", "login", None),
    ("Issue tracker", "issues", None),
    ("Mail gateway", "mail", "postmaster"),
    ("Metrics dashboard", "metrics", None),
    ("Newsletter", "news", "marketing"),
    ("Payroll portal", "payroll", None),
    ("Print server", "print", "print-admin"),
    ("Project wiki", "wiki", None),
    ("Remote access", "vpn", None),
    ("Shop administration", "shop", "shop-admin"),
    ("Switch", "switch", "admin"),
    ("Telephone system", "phones", "operator"),
    ("Time tracking", "time", None),
    ("Virtual machines", "hypervisor", "root"),
    ("Wireless controller", "wireless", "admin"),
)

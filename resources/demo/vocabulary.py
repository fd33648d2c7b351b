"""Word lists of the demo orders. The last entries of each list are kept for the evaluation file (see make_demo.py)."""

FIRST_NAMES = """
Anna Ben Clara David Elena Felix Greta Henry Ines Jonas Karin Leo Maria Nils Olga Paul Rosa Simon Tina Victor
Wanda Yusuf Zoe Adam Bianca Carlos Diana Emil Fiona Georg Hannah Ivan Julia Kevin Laura Marco Nora Oscar Petra
Quentin Rita Stefan Teresa Ulrich Vera Walter Yara Aisha Boris Celine Dario Edith Frank Gloria Hugo Irene Jakob
Katja Lukas Monica Nadia Otto Priya Rafael Sonia Thomas Ursula Valentin Wendy Amir Brigitte Colin Daria Erik
Freya Gavin Helga Imran Joanna Kamal Lydia Martin Natalie Owen Paula Ruben Sabine Tariq Una Vincent Xenia Alice
Bruno Cora Dylan Eva Finn Gina Harold Isabel Jasper Kira Liam Mina Noah Olivia Pierre
""".split()

LAST_NAMES = """
Keller Novak Santos Fischer Moreau Jensen Rossi Kowalski Murphy Schmidt Lindgren Costa Weber Dubois Horvat Brown
Larsen Garcia Meyer Petrov Silva Wagner Janssen Bianchi Clark Hoffmann Nielsen Lopez Becker Laurent Popov Walsh
Andersson Romero Schulz Vasquez Bakker Conti Taylor Richter Berg Alonso Klein Fournier Ivanov Quinn Holm Navarro
Wolf Girard Marino Evans Neumann Dahl Ortega Braun Lambert Sokolov Byrne Lund Molina Zimmer Bonnet Greco Turner
Krause Nyberg Serrano Lehmann Roussel Ferrari Harris Kaiser Solberg Medina Fuchs Perrin Rinaldi Cooper Vogel
Haugen Iglesias Peters Mercier Galli Morgan Brandt Falk Cruz Winter Colin Baker Stone Hartley Foster Pereira
Ahmed Osman Rahman Patel Nakamura Tanaka Kimura Okafor Mensah Adeyemi Hughes Bennett Sutton Chandra Varga Toth
""".split()

CITIES = """
Leeds, Bremen, Lyon, Porto, Ghent, Aarhus, Turin, Graz, Cork, Malmo, Bristol, Leipzig, Nantes, Seville, Utrecht,
Odense, Verona, Linz, Galway, Uppsala, York, Kassel, Dijon, Bilbao, Breda, Bergen, Parma, Basel, Limerick, Turku,
Derby, Mainz, Toulouse, Granada, Delft, Tampere, Bologna, Bern, Dundee, Krakow, Bath, Ulm, Rennes, Malaga, Arnhem,
Oulu, Pisa, Zurich, Perth, Gdansk, Exeter, Bonn, Reims, Cadiz, Leiden, Stavanger, Genoa, Lausanne, Swansea, Lublin,
Norwich, Trier, Angers, Burgos, Haarlem, Tromso, Padua, Geneva, Cardiff, Poznan, Oxford, Jena, Tours, Murcia,
Tilburg, Vaasa, Siena, Lucerne, Durham, Brno, Ipswich, Kiel, Metz, Toledo, Zwolle, Narvik, Trento, Lugano,
Lincoln, Ostrava, Preston, Erfurt, Nancy, Braga, Leuven, Kuopio
""".replace("\n", " ").split(",")
CITIES = [city.strip() for city in CITIES]

# name as written in a mail: the units it is sold in ("piece": counted without a unit word)
PRODUCTS = {
    "potatoes": "kg bag", "carrots": "kg bunch", "onions": "kg bag", "tomatoes": "kg box", "red apples": "kg bag",
    "pears": "kg box", "plums": "kg", "cherries": "kg g", "strawberries": "box g", "blueberries": "box g",
    "grapes": "kg", "bananas": "kg bunch", "oranges": "kg bag", "lemons": "piece bag", "limes": "piece",
    "mangoes": "piece box", "avocados": "piece", "cucumbers": "piece", "red peppers": "piece kg",
    "green beans": "kg g", "peas": "g bag", "mushrooms": "g box", "spinach": "g bag", "parsley": "bunch",
    "basil": "bunch", "mint": "bunch", "radishes": "bunch", "asparagus": "bunch kg", "leeks": "piece bunch",
    "pumpkins": "piece", "garlic": "g bag", "ginger": "g", "baguettes": "piece",
    "croissants": "piece", "rolls": "piece bag", "muffins": "piece box", "eggs": "piece", "milk": "l bottle",
    "cream": "l", "butter": "g pack", "goat cheese": "g pack", "cheddar": "g kg", "yoghurt": "jar",
    "white flour": "kg bag", "brown sugar": "kg bag", "sea salt": "g pack", "black pepper": "g jar", "rice": "kg bag",
    "oats": "kg pack", "lentils": "g kg", "chickpeas": "kg jar", "spaghetti": "pack", "noodles": "pack",
    "olive oil": "l bottle", "sunflower oil": "l bottle", "cider vinegar": "bottle", "soy sauce": "bottle",
    "honey": "jar", "strawberry jam": "jar", "mustard": "jar", "olives": "jar g", "pickles": "jar",
    "peanut butter": "jar", "green tea": "pack box", "coffee beans": "kg bag", "ground coffee": "g pack",
    "cocoa": "g pack", "dark chocolate": "g pack", "biscuits": "pack box", "almonds": "g bag", "walnuts": "g bag",
    "raisins": "g bag", "apple juice": "l bottle", "orange juice": "l bottle", "mineral water": "bottle box",
    "lemonade": "bottle", "red wine": "bottle box", "candles": "piece box", "napkins": "pack", "soap": "box pack",
    "matches": "box", "roses": "piece bunch", "tulips": "bunch", "sunflowers": "piece bunch", "paper bags": "pack",
    "salmon": "kg g", "sausages": "piece kg", "ham": "g", "chicken wings": "kg", "dried figs": "g box",
    "maple syrup": "bottle", "tomato soup": "jar", "washing powder": "kg box",
    "beetroot": "kg bunch", "coconuts": "piece", "dill": "bunch", "bagels": "piece bag", "buttermilk": "l bottle",
    "couscous": "g pack", "rapeseed oil": "l bottle", "fig jam": "jar", "black tea": "pack box", "hazelnuts": "g bag",
    "pear juice": "l bottle", "light bulbs": "piece box", "daisies": "bunch", "trout": "kg",
}

# unit in the JSON: how mails write one and several of it
UNITS = {
    "kg": (("kg", "kilo"), ("kg", "kg", "kilos")),
    "g": (("g",), ("g", "g", "grams")),
    "l": (("litre",), ("l", "litres", "litres")),
    "bottle": (("bottle",), ("bottles",)),
    "box": (("box",), ("boxes",)),
    "bag": (("bag",), ("bags",)),
    "jar": (("jar",), ("jars",)),
    "pack": (("pack",), ("packs", "packets")),
    "bunch": (("bunch",), ("bunches",)),
}

MONTHS = """January February March April May June July August September October November December""".split()
NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()

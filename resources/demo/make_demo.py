#!/usr/bin/env python3
"""Makes the demo data: short order e-mails to a small shop, each with the JSON object that says what was ordered.

    python3 make_demo.py train > orders-train.jsonl
    python3 make_demo.py eval > orders-eval.jsonl

Both commands always print the same bytes. Only random() is drawn from Python's generator, because only its values are
promised to stay the same between Python versions.
"""

import json
import random
import sys

from vocabulary import CITIES, FIRST_NAMES, LAST_NAMES, MONTHS, NUMBER_WORDS, PRODUCTS, UNITS

SEED = 20240613
TRAIN_ROWS, EVAL_ROWS = 400, 120
HELD_OUT_PART = 0.13   # of every word list, its end: never in the training file
HELD_OUT_SHARE = 0.15  # of the evaluation file's draws

INSTRUCTION = "Extract the order as JSON."

GREETINGS = ["Hi,", "Hello,", "Hi there,", "Dear team,", "Good morning,", "Good afternoon,", "Hello again,",
             "Dear shop team,", "Hey,", "Good day,"]

ORDER_STARTS = ["I would like to order {}.", "We need {}.", "Please send {}.", "Could we get {}?",
                "This time I need {}.", "Can you put {} aside for me?", "I'd like {}, please.",
                "Please prepare {} for us.", "For our kitchen we need {}.", "My order this week is {}.",
                "Could you deliver {}?", "We are running low, so please send {}.", "May I order {}?",
                "We would be happy to get {}.", "I am writing to order {}."]
LIST_STARTS = ["I would like to order:", "Our order:", "Please send us the following:", "We need:", "My list:",
               "Here is what we need:", "Shopping list for this week:", "Order:", "Could you please prepare:"]
MORE_STARTS = ["Please add {} too.", "We also need {}.", "And {} as well, please.", "Also {}.",
               "On top of that I need {}.", "Oh, and {}."]

DATES_AND_CITIES = ["Please deliver it on {date} to {city}.", "Delivery to {city} on {date}, please.",
                    "We need it in {city} on {date}.", "It should reach us in {city} by {date}.",
                    "Please bring it to our place in {city} on {date}.", "Send it to {city} for {date}.",
                    "The address is the usual one in {city}, and the day is {date}.",
                    "Could it be in {city} on {date}?", "Delivery date is {date}, delivery place is {city}."]
DATES = ["Please deliver on {date}.", "We need everything on {date}.", "It should arrive by {date}.",
         "Delivery on {date} would suit us.", "{date} would be the right day for delivery.",
         "Could you bring it on {date}?", "The party is on {date}, so deliver that day."]
CITIES_FIRST = ["I am writing from {city}.", "I run a small cafe in {city}.", "We are the new bakery in {city}.",
                "This is for our house in {city}.", "Our bar in {city} is out of stock.",
                "We live in {city} now.", "I cook for a school in {city}."]
INTRODUCTIONS = ["this is {name}.", "my name is {name}.", "{name} here.", "it's {name} again.", "I am {name}."]

HIGH = ["This is urgent.", "It is urgent, please hurry.", "We need it as soon as possible.", "Please treat it as urgent.",
        "ASAP please!", "Please be quick, it's urgent.", "As soon as possible, please."]
LOW = ["There is no rush.", "No rush at all.", "No hurry, whenever it suits you.", "Take your time, no rush.",
       "It is not urgent at all, no hurry.", "Whenever you have time is fine."]

DISTRACTORS = ["You can reach me at {phone}.", "My phone number is {phone}.", "Call {phone} if something is missing.",
               "Last time we took {old}, that was too much.", "In spring we had {old} and liked it.",
               "The last delivery was perfect, thank you.", "It has been raining here all week.",
               "The weather is lovely at the moment.", "My neighbour {other} says hello.",
               "{other} told me about your shop.", "My colleague {other} will open the door.",
               "Please use the back door.", "The bell is broken, so please knock.", "We pay by card as always.",
               "Could you send the bill by post?", "Your new website looks great.", "Our guests loved your products.",
               "My dog is friendly, do not worry.", "We just came back from a holiday.",
               "I hope you are all well.", "Thanks for the quick help last week.", "We open at {hour} in the morning."]

CLOSINGS = ["Best regards,", "Thanks,", "Kind regards,", "Many thanks,", "Best wishes,", "Cheers,", "Thank you!",
            "Yours,", "Greetings,", "Bye,"]

TYPOS = {"please": "plese", "Please": "Pleas", "order": "oder", "deliver": "delivr", "would": "woud", "need": "ned",
         "delivery": "delivry", "Delivery": "Delivry", "everything": "everthing", "week": "weeek", "thank": "thnak",
         "morning": "mornig", "regards,": "regrads,", "Thanks,": "Thnaks,", "following:": "folowing:", "Could": "Coud",
         "kitchen": "kichen", "weather": "wether", "because": "becuase", "should": "shoud", "writing": "writting"}


class Draw:
    """Random choices; `fresh` allows the held-out words."""

    def __init__(self, seed, fresh):
        self.rng = random.Random(seed)
        self.fresh = fresh

    def chance(self, probability):
        return self.rng.random() < probability

    def number(self, low, high):
        return low + int(self.rng.random() * (high - low + 1))

    def one(self, choices):
        return choices[int(self.rng.random() * len(choices))]

    def word(self, words):
        known = len(words) - int(len(words) * HELD_OUT_PART)
        if self.fresh and self.chance(HELD_OUT_SHARE):
            return self.one(words[known:])
        return self.one(words[:known])


def full_name(draw):
    return f"{draw.word(FIRST_NAMES)} {draw.word(LAST_NAMES)}"


def counted(draw, quantity):
    """A whole number as mails write it."""
    if quantity == 12 and draw.chance(0.7):
        return "a dozen"
    if quantity == 6 and draw.chance(0.4):
        return "half a dozen"
    if quantity == 2 and draw.chance(0.25):
        return "a couple of"
    if quantity < len(NUMBER_WORDS) and draw.chance(0.4):
        return NUMBER_WORDS[quantity]
    return str(quantity)


def order_item(draw, name):
    """One item: the JSON entry, its text inside a sentence and its text as a list line."""
    unit = draw.one(PRODUCTS[name].split())
    if unit == "piece":
        quantity = draw.one([2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 12, 12, 15, 18, 20, 24, 30])
        number = counted(draw, quantity)
        text = f"{number} {name}"
        line = draw.one([f"{number} {name}", f"{name} x {quantity}", f"{quantity} {name}"])
    else:
        if unit == "g":
            quantity = 50 * draw.number(2, 15)
        elif unit in ("kg", "l") and draw.chance(0.15):
            quantity = draw.one([0.5, 1.5, 2.5])
        else:
            quantity = draw.one([1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 12])
        shape = draw.one(UNITS[unit][quantity != 1])
        if quantity == 1:
            text = f"{draw.one(['a', 'one', '1'])} {shape} of {name}"
        elif unit == "g" or isinstance(quantity, float):
            text = f"{quantity} {shape} of {name}"
        else:
            text = f"{counted(draw, quantity)} {shape} of {name}"
        line = draw.one([text, f"{name}, {quantity} {shape}", f"{name}: {quantity} {shape}",
                         f"{quantity} {shape} {name}"])
    return {"name": name, "quantity": quantity, "unit": unit}, text, line


def joined(parts):
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def order_text(draw, texts, lines):
    style = draw.number(1, 10)
    if style <= 3 and len(lines) > 1:
        mark = draw.one(["- ", "* ", ""])
        return draw.one(LIST_STARTS) + "\n" + "\n".join(mark + line for line in lines) + "\n"
    if style <= 6 and len(texts) > 1:
        return (draw.one(ORDER_STARTS).format(joined(texts[:-1])) + " " + draw.one(MORE_STARTS).format(texts[-1]))
    return draw.one(ORDER_STARTS).format(joined(texts))


def date_text(draw, day, month):
    name = MONTHS[month - 1]
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return draw.one([f"{day} {name}", f"{day} {name}", f"{name} {day}", f"{day}{ending} {name}",
                     f"the {day}{ending} of {name}", f"{day} {name[:3]}" if month != 5 else f"{day} May"])


def distractor(draw):
    phone = f"0{draw.number(20, 99)} {draw.number(100, 999)} {draw.number(100, 999)}"
    name = draw.word(list(PRODUCTS))
    return draw.one(DISTRACTORS).format(phone=phone, old=order_item(draw, name)[1], other=draw.word(FIRST_NAMES),
                                        hour=draw.number(6, 10))


def with_typo(draw, text):
    words = [word for word in TYPOS if f" {word} " in text.replace("\n", " ")]
    if not words:
        return text
    word = draw.one(words)
    return text.replace(word, TYPOS[word], 1)


def order_mail(draw):
    """One mail and its order."""
    customer, city = full_name(draw), draw.word(CITIES)
    names, count = [], draw.one([1, 1, 2, 2, 3])
    while len(names) < count:
        name = draw.word(list(PRODUCTS))
        if name not in names:
            names.append(name)
    entries, texts, lines = zip(*(order_item(draw, name) for name in names))
    day, month = draw.number(1, 28), draw.number(1, 12)
    date = date_text(draw, day, month)
    priority = draw.one(["normal", "normal", "high", "high", "low"])

    introduced = draw.chance(0.35)
    greeting = draw.one(GREETINGS)
    parts = []
    if introduced:
        parts.append(draw.one(INTRODUCTIONS).format(name=customer))
    where = draw.number(1, 10)  # the city: 1-6 with the date, 7-8 in an opening sentence, 9-10 under the name
    if where in (7, 8):
        parts.append(draw.one(CITIES_FIRST).format(city=city))
    if draw.chance(0.4):
        parts.append(distractor(draw))
    parts.append(order_text(draw, list(texts), list(lines)))
    delivery = draw.one(DATES_AND_CITIES if where <= 6 else DATES).format(date=date, city=city)
    parts.append(delivery[0].upper() + delivery[1:])
    if priority != "normal":
        parts.insert(len(parts) if draw.chance(0.8) else len(parts) - 1, draw.one(HIGH if priority == "high" else LOW))
    if draw.chance(0.4):
        parts.append(distractor(draw))

    body = " ".join(parts).replace("\n ", "\n")
    # After an introduction the name below is often short; without one it is the only full name.
    name = customer.split()[0] if introduced and draw.chance(0.4) else customer
    signature = f"{name}, {city}" if where >= 9 and draw.chance(0.5) else name if where < 9 else f"{name}\n{city}"
    mail = f"{greeting}{draw.one([' ', chr(10)])}{body}\n{draw.one(CLOSINGS)}\n{signature}"
    if draw.chance(0.3):
        mail = with_typo(draw, mail)
    return mail, {"customer": customer, "items": list(entries), "date": f"{month:02d}-{day:02d}", "city": city,
                  "priority": priority}


def rows(which):
    """Different mails with their orders; those of the evaluation share no customer and no list of items with the training file."""
    draw = Draw(f"{SEED} {which}", which == "eval")
    taken = set()
    if which == "eval":
        for _, order in rows("train"):
            taken |= {order["customer"], json.dumps(order["items"])}
    seen = set()
    while len(seen) < (EVAL_ROWS if which == "eval" else TRAIN_ROWS):
        mail, order = order_mail(draw)
        if mail in seen or order["customer"] in taken or json.dumps(order["items"]) in taken:
            continue
        seen.add(mail)
        yield mail, order


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in ("train", "eval"):
        sys.exit("usage: make_demo.py train|eval")
    for mail, order in rows(sys.argv[1]):
        messages = [{"role": "user", "content": f"{INSTRUCTION}\n\n{mail}"},
                    {"role": "assistant", "content": json.dumps(order)}]
        print(json.dumps({"messages": messages}))


if __name__ == "__main__":
    main()

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>engine</name>
    <message>
        <source>LoRA plus a learned filter that lets through the hidden features the task needs; its filters can be watched.</source>
        <translation>LoRA mit einem gelernten Filter, der die verborgenen Merkmale durchlässt, die die Aufgabe braucht; seinen Filtern kann man zusehen.</translation>
    </message>
    <message>
        <source>Opens in this program. PEFT refuses it rather than loading only the LoRA part.</source>
        <translation>Öffnet sich in diesem Programm. PEFT weist ihn ab, statt nur den LoRA-Teil zu laden.</translation>
    </message>
    <message>
        <source>arXiv 2412.09827 (reconstruction, see Help)</source>
        <translation>arXiv 2412.09827 (Rekonstruktion, siehe Hilfe)</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Width of the low-rank update; more can learn more and costs more.</source>
        <translation>Breite der niedrigrangigen Änderung; mehr kann mehr lernen und kostet mehr.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>The update is multiplied by alpha / rank.</source>
        <translation>Die Änderung wird mit Alpha / Rang malgenommen.</translation>
    </message>
    <message>
        <source>Projections</source>
        <translation>Projektionen</translation>
    </message>
    <message>
        <source>The linear layers that get an adapter.</source>
        <translation>Die linearen Schichten, die einen Adapter bekommen.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the adapter&apos;s input set to zero while training.</source>
        <translation>Anteil der Eingabe des Adapters, der im Training auf null gesetzt wird.</translation>
    </message>
    <message>
        <source>Filter rank</source>
        <translation>Rang des Filters</translation>
    </message>
    <message>
        <source>Width r&apos; of the transform T = D C behind each filter.</source>
        <translation>Breite r&apos; der Abbildung T = D C hinter jedem Filter.</translation>
    </message>
    <message>
        <source>Filter placement</source>
        <translation>Platz der Filter</translation>
    </message>
    <message>
        <source>block: one filter on each block&apos;s output; linear: one on each adapted projection&apos;s output.</source>
        <translation>block: ein Filter auf der Ausgabe jedes Blocks; linear: einer auf der Ausgabe jeder Projektion mit Adapter.</translation>
    </message>
    <message>
        <source>Task vector start</source>
        <translation>Beginn des Aufgabenvektors</translation>
    </message>
    <message>
        <source>randn: random; randn_signed: random, turned so that it agrees with the first batch; mean: the first batch&apos;s mean hidden state.</source>
        <translation>randn: zufällig; randn_signed: zufällig und so gedreht, dass er zum ersten Stapel passt; mean: der mittlere verborgene Zustand des ersten Stapels.</translation>
    </message>
    <message>
        <source>Filter scale</source>
        <translation>Stärke des Filters</translation>
    </message>
    <message>
        <source>The filtered term is multiplied by this.</source>
        <translation>Damit wird der gefilterte Teil malgenommen.</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Abbildung</translation>
    </message>
    <message>
        <source>low_rank: T = D C of the filter rank; dense: a full d x d matrix, for study.</source>
        <translation>low_rank: T = D C vom Rang des Filters; dense: eine volle d x d-Matrix, zum Untersuchen.</translation>
    </message>
    <message>
        <source>One task vector for all blocks</source>
        <translation>Ein Aufgabenvektor für alle Blöcke</translation>
    </message>
    <message>
        <source>For study: every block is filtered by the same task vector.</source>
        <translation>Zum Untersuchen: Jeder Block wird mit demselben Aufgabenvektor gefiltert.</translation>
    </message>
    <message>
        <source>Filter on</source>
        <translation>Filter an</translation>
    </message>
    <message>
        <source>For study: without the filter every token passes whole (s = 1).</source>
        <translation>Zum Untersuchen: Ohne Filter kommt jedes Token ganz durch (s = 1).</translation>
    </message>
    <message>
        <source>Adds a small low-rank update to chosen projections; the method most tools use.</source>
        <translation>Fügt gewählten Projektionen eine kleine niedrigrangige Änderung hinzu; die Methode der meisten Werkzeuge.</translation>
    </message>
    <message>
        <source>Opens in PEFT (PeftModel.from_pretrained) on the same base model.</source>
        <translation>Öffnet sich in PEFT (PeftModel.from_pretrained) auf demselben Ausgangsmodell.</translation>
    </message>
    <message>
        <source>Ranks by path</source>
        <translation>Ränge nach Pfad</translation>
    </message>
    <message>
        <source>Other ranks for modules whose path ends as a regular expression says, as in &quot;q_proj=4, layers\.0\..*=16&quot;; the first that fits counts.</source>
        <translation>Andere Ränge für Module, deren Pfad so endet, wie ein regulärer Ausdruck sagt, etwa &quot;q_proj=4, layers\.0\..*=16&quot;; der erste passende zählt.</translation>
    </message>
    <message>
        <source>Alphas by path</source>
        <translation>Alphas nach Pfad</translation>
    </message>
    <message>
        <source>Other alphas, in the same way.</source>
        <translation>Andere Alphas auf dieselbe Weise.</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>Biases</translation>
    </message>
    <message>
        <source>Which biases of the model train as well: none, all, or lora_only, those of the adapted projections.</source>
        <translation>Welche Biases des Modells mitlernen: none keine, all alle, lora_only die der Projektionen mit Adapter.</translation>
    </message>
    <message>
        <source>Trained as a whole</source>
        <translation>Ganz trainiert</translation>
    </message>
    <message>
        <source>Output head and embedding, as matrices of their own even where the model ties them: more memory, larger files.</source>
        <translation>Ausgabekopf und Einbettung, als eigene Matrizen auch dort, wo das Modell sie verbindet: mehr Speicher, größere Dateien.</translation>
    </message>
    <message>
        <source>LoRA whose update keeps its size when the rank grows; for higher ranks.</source>
        <translation>LoRA, dessen Änderung ihre Größe behält, wenn der Rang wächst; für höhere Ränge.</translation>
    </message>
    <message>
        <source>The update is multiplied by alpha / sqrt(rank).</source>
        <translation>Die Änderung wird mit Alpha / Wurzel(Rang) malgenommen.</translation>
    </message>
    <message>
        <source>LoRA whose second factor learns faster than its first: often quicker to the same loss.</source>
        <translation>LoRA, dessen zweiter Faktor schneller lernt als der erste: oft schneller beim selben Verlust.</translation>
    </message>
    <message>
        <source>Opens in PEFT (PeftModel.from_pretrained) on the same base model, as a plain LoRA.</source>
        <translation>Öffnet sich in PEFT (PeftModel.from_pretrained) auf demselben Ausgangsmodell, als gewöhnliches LoRA.</translation>
    </message>
    <message>
        <source>Learning rate ratio</source>
        <translation>Verhältnis der Lernraten</translation>
    </message>
    <message>
        <source>B learns this many times as fast as A; the harder the task, the larger.</source>
        <translation>So viele Male so schnell wie A lernt B; je schwerer die Aufgabe, desto größer.</translation>
    </message>
    <message>
        <source>Rank-stabilised scale</source>
        <translation>Rangstabile Stärke</translation>
    </message>
    <message>
        <source>Multiply the update by alpha / sqrt(rank) instead of alpha / rank (rsLoRA).</source>
        <translation>Die Änderung mit Alpha / Wurzel(Rang) statt Alpha / Rang malnehmen (rsLoRA).</translation>
    </message>
    <message>
        <source>LoRA with its first factor frozen: half the trained numbers, less memory, often a little worse.</source>
        <translation>LoRA mit eingefrorenem erstem Faktor: halb so viele trainierte Zahlen, weniger Speicher, oft ein wenig schlechter.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>corrected: gradients as close to the full ones as they can be; v1: as they are.</source>
        <translation>corrected: Gradienten so nah an den vollen, wie sie sein können; v1: wie sie sind.</translation>
    </message>
    <message>
        <source>LoRA for the direction of each weight row and a learned magnitude of its own for the length; slower than LoRA, often a little better at low ranks.</source>
        <translation>LoRA für die Richtung jeder Gewichtszeile und ein eigener gelernter Betrag für ihre Länge; langsamer als LoRA, bei kleinen Rängen oft ein wenig besser.</translation>
    </message>
    <message>
        <source>Opens in PEFT (PeftModel.from_pretrained) on the same base model; merged it is an ordinary model. As a GGUF adapter it cannot be written: magnitudes are no low-rank update.</source>
        <translation>Öffnet sich in PEFT (PeftModel.from_pretrained) auf demselben Ausgangsmodell; verschmolzen ist es ein gewöhnliches Modell. Als GGUF-Adapter lässt er sich nicht schreiben: Beträge sind keine niedrigrangige Änderung.</translation>
    </message>
    <message>
        <source>LoRA that starts from the strongest directions of each weight instead of from zero, so it learns faster in few steps.</source>
        <translation>LoRA, das bei den stärksten Richtungen jedes Gewichts statt bei null beginnt und so in wenigen Schritten schneller lernt.</translation>
    </message>
    <message>
        <source>Written as plain LoRA of twice the rank over the original weights: opens in PEFT and in whatever opens LoRA.</source>
        <translation>Geschrieben als gewöhnliches LoRA vom doppelten Rang über den ursprünglichen Gewichten: öffnet sich in PEFT und in allem, was LoRA öffnet.</translation>
    </message>
    <message>
        <source>Decomposition</source>
        <translation>Zerlegung</translation>
    </message>
    <message>
        <source>exact: slow on large models; randomised: seconds, nearly the same start.</source>
        <translation>exact: langsam bei großen Modellen; randomised: Sekunden, fast derselbe Beginn.</translation>
    </message>
    <message>
        <source>Randomised iterations</source>
        <translation>Zufällige Durchgänge</translation>
    </message>
    <message>
        <source>More come nearer to the exact decomposition; 4 is fast, 16 nearly exact.</source>
        <translation>Mehr kommen der genauen Zerlegung näher; 4 ist schnell, 16 fast genau.</translation>
    </message>
    <message>
        <source>Starts with more rank than it keeps: while training, ranks that matter least are switched off.</source>
        <translation>Beginnt mit mehr Rang, als es behält: Im Training werden die unwichtigsten Ränge abgeschaltet.</translation>
    </message>
    <message>
        <source>Opens in PEFT (PeftModel.from_pretrained) on the same base model; only kept ranks are stored.</source>
        <translation>Öffnet sich in PEFT (PeftModel.from_pretrained) auf demselben Ausgangsmodell; nur behaltene Ränge werden gespeichert.</translation>
    </message>
    <message>
        <source>Rank at the start</source>
        <translation>Rang am Anfang</translation>
    </message>
    <message>
        <source>Width of every low-rank update when training begins.</source>
        <translation>Breite jeder niedrigrangigen Änderung, wenn das Training beginnt.</translation>
    </message>
    <message>
        <source>Rank at the end</source>
        <translation>Rang am Ende</translation>
    </message>
    <message>
        <source>Mean rank a projection that is left at the end; 0: half of that at the start.</source>
        <translation>Mittlerer Rang einer Projektion, der am Ende bleibt; 0: die Hälfte des anfänglichen.</translation>
    </message>
    <message>
        <source>The update is multiplied by alpha / rank at the start.</source>
        <translation>Die Änderung wird mit Alpha / Rang am Anfang malgenommen.</translation>
    </message>
    <message>
        <source>Steps with all ranks</source>
        <translation>Schritte mit allen Rängen</translation>
    </message>
    <message>
        <source>Steps before the first rank goes; -1: a tenth of the run.</source>
        <translation>Schritte, bevor der erste Rang geht; -1: ein Zehntel des Laufs.</translation>
    </message>
    <message>
        <source>Steps with the final ranks</source>
        <translation>Schritte mit den letzten Rängen</translation>
    </message>
    <message>
        <source>Steps at the end in which the ranks stay as they are; -1: a third of the run.</source>
        <translation>Schritte am Ende, in denen die Ränge bleiben, wie sie sind; -1: ein Drittel des Laufs.</translation>
    </message>
    <message>
        <source>Steps between choices</source>
        <translation>Schritte zwischen den Wahlen</translation>
    </message>
    <message>
        <source>Ranks are chosen anew once in so many steps.</source>
        <translation>Nach so vielen Schritten werden die Ränge neu gewählt.</translation>
    </message>
    <message>
        <source>Orthogonality</source>
        <translation>Orthogonalität</translation>
    </message>
    <message>
        <source>Weight of the penalty that keeps the rows of A and columns of B orthonormal.</source>
        <translation>Gewicht der Strafe, die die Zeilen von A und die Spalten von B orthonormal hält.</translation>
    </message>
    <message>
        <source>Smoothing of importance</source>
        <translation>Glättung der Wichtigkeit</translation>
    </message>
    <message>
        <source>Share of the old importance that is kept each step.</source>
        <translation>Anteil der alten Wichtigkeit, der bei jedem Schritt bleibt.</translation>
    </message>
    <message>
        <source>Smoothing of uncertainty</source>
        <translation>Glättung der Unsicherheit</translation>
    </message>
    <message>
        <source>Share of the old uncertainty that is kept each step.</source>
        <translation>Anteil der alten Unsicherheit, der bei jedem Schritt bleibt.</translation>
    </message>
    <message>
        <source>Moves ranks while training: those the model can spare go, projections that need them get new ones.</source>
        <translation>Verschiebt Ränge im Training: Entbehrliche gehen, und Projektionen, die welche brauchen, bekommen neue.</translation>
    </message>
    <message>
        <source>Written as plain LoRA with a rank of its own for each projection: opens in PEFT and in whatever opens LoRA.</source>
        <translation>Geschrieben als gewöhnliches LoRA mit eigenem Rang für jede Projektion: öffnet sich in PEFT und in allem, was LoRA öffnet.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>The update is multiplied by this; 1 in the paper, whatever the rank.</source>
        <translation>Damit wird die Änderung malgenommen; im Artikel 1, gleich welcher Rang.</translation>
    </message>
    <message>
        <source>Epochs before pruning</source>
        <translation>Epochen vor dem Beschneiden</translation>
    </message>
    <message>
        <source>Epochs before the first round of pruning.</source>
        <translation>Epochen vor der ersten Runde des Beschneidens.</translation>
    </message>
    <message>
        <source>Epochs between rounds</source>
        <translation>Epochen zwischen den Runden</translation>
    </message>
    <message>
        <source>Epochs from one round of pruning to the next.</source>
        <translation>Epochen von einer Runde des Beschneidens zur nächsten.</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>How often ranks are pruned and given anew; each round costs two evaluations of 32 rows for every rank of the model.</source>
        <translation>Wie oft Ränge beschnitten und neu vergeben werden; jede Runde kostet für jeden Rang des Modells zwei Auswertungen von 32 Zeilen.</translation>
    </message>
    <message>
        <source>Ranks pruned a round</source>
        <translation>Beschnittene Ränge je Runde</translation>
    </message>
    <message>
        <source>In the whole model; the paper takes as many as a block has projections.</source>
        <translation>Im ganzen Modell; der Artikel nimmt so viele, wie ein Block Projektionen hat.</translation>
    </message>
    <message>
        <source>Reads the prompt once and decides which projections of each block use their LoRA for its answer.</source>
        <translation>Liest die Frage einmal und entscheidet, welche Projektionen jedes Blocks für die Antwort ihr LoRA benutzen.</translation>
    </message>
    <message>
        <source>Opens in this program, and in transformers by the load_adapter.py beside it; PEFT refuses it. Which updates apply follows from the prompt: a merged model is right for one given prompt alone (loratrf export --prompt).</source>
        <translation>Öffnet sich in diesem Programm und mit der load_adapter.py daneben in transformers; PEFT weist ihn ab. Welche Änderungen gelten, folgt aus der Frage: Ein verschmolzenes Modell stimmt nur für eine gegebene Frage (loratrf export --prompt).</translation>
    </message>
    <message>
        <source>A chosen update is multiplied by alpha / rank and its gate; the paper has neither: alpha = rank.</source>
        <translation>Eine gewählte Änderung wird mit Alpha / Rang und ihrem Tor malgenommen; der Artikel hat keines von beiden: Alpha = Rang.</translation>
    </message>
    <message>
        <source>Projections a block</source>
        <translation>Projektionen je Block</translation>
    </message>
    <message>
        <source>How many of a block&apos;s projections use their update for a prompt.</source>
        <translation>Wie viele Projektionen eines Blocks für eine Frage ihre Änderung benutzen.</translation>
    </message>
    <message>
        <source>Prompt summary</source>
        <translation>Zusammenfassung der Frage</translation>
    </message>
    <message>
        <source>What the router sees of the prompt: a learned weighting of its words, their mean, the largest value of each feature, or the last word.</source>
        <translation>Was der Verteiler von der Frage sieht: eine gelernte Gewichtung ihrer Wörter, deren Mittel, den größten Wert jedes Merkmals oder das letzte Wort.</translation>
    </message>
    <message>
        <source>Router activation</source>
        <translation>Aktivierung des Verteilers</translation>
    </message>
    <message>
        <source>rational: learned, starts as GELU; gelu: fixed.</source>
        <translation>rational: gelernt, beginnt als GELU; gelu: fest.</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Tor</translation>
    </message>
    <message>
        <source>What a chosen update is multiplied by: none (1; then only the balance loss trains the router), p (its probability), or renormalised (so that the chosen ones sum to 1).</source>
        <translation>Womit eine gewählte Änderung malgenommen wird: none (1; dann lernt der Verteiler allein am Ausgleich), p (ihre Wahrscheinlichkeit) oder renormalised (so, dass die gewählten zusammen 1 ergeben).</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Ausgleich</translation>
    </message>
    <message>
        <source>Weight of the loss that spreads prompts over the projections; 0: none.</source>
        <translation>Gewicht des Verlusts, der die Fragen über die Projektionen verteilt; 0: keiner.</translation>
    </message>
    <message>
        <source>Bi-level</source>
        <translation>Zweistufig</translation>
    </message>
    <message>
        <source>Trains the rational activation on evaluation rows, at a rate of 1e-6, after every step: one more pass forwards and backwards a step.</source>
        <translation>Trainiert die rationale Aktivierung nach jedem Schritt an Auswertungszeilen, mit einer Rate von 1e-6: ein Durchgang vorwärts und rückwärts mehr je Schritt.</translation>
    </message>
    <message>
        <source>Several small LoRA experts a projection; a learned threshold decides for every word which take part.</source>
        <translation>Mehrere kleine LoRA-Experten je Projektion; eine gelernte Schwelle entscheidet für jedes Wort, welche mitwirken.</translation>
    </message>
    <message>
        <source>Opens in this program, and in transformers by the load_adapter.py beside it. PEFT refuses it; the experts&apos; weights follow the input, so nothing can be merged.</source>
        <translation>Öffnet sich in diesem Programm und mit der load_adapter.py daneben in transformers. PEFT weist ihn ab; die Gewichte der Experten folgen der Eingabe, verschmelzen lässt sich darum nichts.</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Low-rank updates a projection can choose from.</source>
        <translation>Niedrigrangige Änderungen, unter denen eine Projektion wählen kann.</translation>
    </message>
    <message>
        <source>Choice of experts</source>
        <translation>Wahl der Experten</translation>
    </message>
    <message>
        <source>adaptive: a threshold learned for each word; top_k: always as many; threshold: a fixed one.</source>
        <translation>adaptive: eine für jedes Wort gelernte Schwelle; top_k: immer gleich viele; threshold: eine feste.</translation>
    </message>
    <message>
        <source>Experts a word</source>
        <translation>Experten je Wort</translation>
    </message>
    <message>
        <source>With top_k: how many of the likeliest experts take part.</source>
        <translation>Bei top_k: wie viele der wahrscheinlichsten Experten mitwirken.</translation>
    </message>
    <message>
        <source>Largest threshold</source>
        <translation>Größte Schwelle</translation>
    </message>
    <message>
        <source>Upper end of the learned threshold, or the fixed threshold itself; 0: 1 / experts, below which at least one expert always takes part.</source>
        <translation>Oberes Ende der gelernten Schwelle oder die feste selbst; 0: 1 / Experten, darunter wirkt immer mindestens einer mit.</translation>
    </message>
    <message>
        <source>Weight of the loss that keeps all experts in use; 0: none.</source>
        <translation>Gewicht des Verlusts, der alle Experten in Gebrauch hält; 0: keiner.</translation>
    </message>
    <message>
        <source>Balance by</source>
        <translation>Ausgleich nach</translation>
    </message>
    <message>
        <source>What the balance loss averages: p, the gate&apos;s probability, or p_minus_tau as the authors&apos; code does.</source>
        <translation>Was der Ausgleich mittelt: p, die Wahrscheinlichkeit des Tors, oder p_minus_tau wie das Programm der Autoren.</translation>
    </message>
    <message>
        <source>Width of each expert&apos;s update; a LoRA of as many parameters has about this times the experts.</source>
        <translation>Breite der Änderung jedes Experten; ein LoRA mit gleich vielen Parametern hat etwa das mal die Zahl der Experten.</translation>
    </message>
    <message>
        <source>The experts&apos; sum is multiplied by alpha / rank of ONE expert and its weights sum to 1: give a LoRA you compare with the same alpha / rank (the paper&apos;s 16 / 4 is eight times its LoRA&apos;s 16 / 32).</source>
        <translation>Die Summe der Experten wird mit Alpha / Rang EINES Experten malgenommen, und ihre Gewichte ergeben 1: Geben Sie einem LoRA zum Vergleich dasselbe Alpha / Rang (16 / 4 im Artikel ist das Achtfache der 16 / 32 seines LoRA).</translation>
    </message>
    <message>
        <source>Trains no weights but small edits of what the model makes of a prompt&apos;s first and last words.</source>
        <translation>Trainiert keine Gewichte, sondern kleine Eingriffe in das, was das Modell aus den ersten und letzten Wörtern einer Frage macht.</translation>
    </message>
    <message>
        <source>Opens in this program, and in transformers by the load_adapter.py beside it. PEFT refuses it; it edits states at certain words, which no merged weight can do.</source>
        <translation>Öffnet sich in diesem Programm und mit der load_adapter.py daneben in transformers. PEFT weist ihn ab; er greift in Zustände an bestimmten Wörtern ein, was kein verschmolzenes Gewicht kann.</translation>
    </message>
    <message>
        <source>Dimensions of the states that each edit can change; its start is random, so the first losses are not the base model&apos;s.</source>
        <translation>Dimensionen der Zustände, die jeder Eingriff ändern kann; sein Beginn ist zufällig, die ersten Verluste sind darum nicht die des Ausgangsmodells.</translation>
    </message>
    <message>
        <source>First words</source>
        <translation>Erste Wörter</translation>
    </message>
    <message>
        <source>Tokens edited at the beginning of each prompt.</source>
        <translation>Tokens am Anfang jeder Frage, in die eingegriffen wird.</translation>
    </message>
    <message>
        <source>Last words</source>
        <translation>Letzte Wörter</translation>
    </message>
    <message>
        <source>Tokens edited at the end of each prompt.</source>
        <translation>Tokens am Ende jeder Frage, in die eingegriffen wird.</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Numbers of the blocks whose output is edited, from 0; none given: all.</source>
        <translation>Nummern der Blöcke, in deren Ausgabe eingegriffen wird, von 0 an; keine genannt: alle.</translation>
    </message>
    <message>
        <source>Share of an edited state set to zero while training.</source>
        <translation>Anteil eines geänderten Zustands, der im Training auf null gesetzt wird.</translation>
    </message>
    <message>
        <source>Learns one factor a feature on keys, values and the feed-forward&apos;s inner state: very few numbers.</source>
        <translation>Lernt einen Faktor je Merkmal auf Schlüsseln, Werten und dem inneren Zustand des Feed-Forward-Teils: sehr wenige Zahlen.</translation>
    </message>
    <message>
        <source>The linear layers that get factors.</source>
        <translation>Die linearen Schichten, die Faktoren bekommen.</translation>
    </message>
    <message>
        <source>Factors on the input</source>
        <translation>Faktoren auf der Eingabe</translation>
    </message>
    <message>
        <source>Those of them whose input is scaled instead of their output.</source>
        <translation>Diejenigen, deren Eingabe statt der Ausgabe malgenommen wird.</translation>
    </message>
    <message>
        <source>Learns two vectors a projection around one random low-rank pair that all of them share.</source>
        <translation>Lernt zwei Vektoren je Projektion um ein zufälliges niedrigrangiges Paar, das alle gemeinsam haben.</translation>
    </message>
    <message>
        <source>Start of the inner vector</source>
        <translation>Beginn des inneren Vektors</translation>
    </message>
    <message>
        <source>What every number of Lambda_d starts at; the paper advises 0.1 or less.</source>
        <translation>Wobei jede Zahl von Lambda_d beginnt; der Artikel rät zu 0.1 oder weniger.</translation>
    </message>
    <message>
        <source>Trains the biases alone: a tiny baseline, for models that have biases (qwen2 has).</source>
        <translation>Trainiert allein die Biases: ein winziger Vergleichswert, für Modelle mit Biases (qwen2 hat welche).</translation>
    </message>
    <message>
        <source>The biases under their Hugging Face names; opens in this program and, through load_adapter.py, in transformers.</source>
        <translation>Die Biases unter ihren Namen bei Hugging Face; öffnet sich in diesem Programm und über load_adapter.py in transformers.</translation>
    </message>
    <message>
        <source>Trains the output head alone, cut loose from the embedding where the two are tied.</source>
        <translation>Trainiert allein den Ausgabekopf, gelöst von der Einbettung, wo die beiden verbunden sind.</translation>
    </message>
    <message>
        <source>The head under its Hugging Face name; opens in this program and, through load_adapter.py, in transformers.</source>
        <translation>Der Kopf unter seinem Namen bei Hugging Face; öffnet sich in diesem Programm und über load_adapter.py in transformers.</translation>
    </message>
    <message>
        <source>no adapter</source>
        <translation>kein Adapter</translation>
    </message>
    <message>
        <source>Trains every weight of the model: the most memory and the largest files.</source>
        <translation>Trainiert jedes Gewicht des Modells: am meisten Speicher und die größten Dateien.</translation>
    </message>
    <message>
        <source>All weights under their Hugging Face names in one safetensors file; opens in this program.</source>
        <translation>Alle Gewichte unter ihren Namen bei Hugging Face in einer safetensors-Datei; öffnet sich in diesem Programm.</translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation>Adaptergröße</translation>
    </message>
    <message>
        <source>Mean filter</source>
        <translation>Mittlerer Filter</translation>
    </message>
    <message>
        <source>Active share</source>
        <translation>Aktiver Anteil</translation>
    </message>
    <message>
        <source>Drift of xi</source>
        <translation>Wanderung von ξ</translation>
    </message>
    <message>
        <source>How far the task vector went from where it began, as a share of its length then</source>
        <translation>Wie weit der Aufgabenvektor von seinem Beginn gewandert ist, als Anteil seiner damaligen Länge</translation>
    </message>
    <message>
        <source>Active experts</source>
        <translation>Mitwirkende Experten</translation>
    </message>
    <message>
        <source>Experts that take part, mean over tokens</source>
        <translation>Experten, die mitwirken, im Mittel über die Tokens</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Gate probability from which on an expert takes part, mean over tokens</source>
        <translation>Wahrscheinlichkeit des Tors, von der an ein Experte mitwirkt, im Mittel über die Tokens</translation>
    </message>
    <message>
        <source>Edit size</source>
        <translation>Größe des Eingriffs</translation>
    </message>
    <message>
        <source>Size of the edit against the state, mean over the edited tokens</source>
        <translation>Größe des Eingriffs gegen den Zustand, im Mittel über die geänderten Tokens</translation>
    </message>
    <message>
        <source>Routed share</source>
        <translation>Verteilter Anteil</translation>
    </message>
    <message>
        <source>Share of the prompts that are routed to this projection</source>
        <translation>Anteil der Fragen, die zu dieser Projektion geleitet werden</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Wanderung</translation>
    </message>
    <message>
        <source>How far a weight has moved from its start, relative to its size, on a sample of its values</source>
        <translation>Wie weit ein Gewicht von seinem Beginn gewandert ist, im Verhältnis zu seiner Größe, an einer Stichprobe seiner Werte</translation>
    </message>
    <message>
        <source>Size of the adapter&apos;s term against the base output, on a sample of a step&apos;s tokens</source>
        <translation>Größe des Adapterteils gegen die Ausgabe des Ausgangsmodells, an einer Stichprobe der Tokens eines Schritts</translation>
    </message>
    <message>
        <source>How far the filter lets the adapter through, mean over the tokens of a step</source>
        <translation>Wie weit der Filter den Adapter durchlässt, im Mittel über die Tokens eines Schritts</translation>
    </message>
    <message>
        <source>Share of the tokens whose filter is above zero</source>
        <translation>Anteil der Tokens, deren Filter über null ist</translation>
    </message>
    <message>
        <source>Ranks in use: how much of the budget each projection has.</source>
        <translation>Ränge in Gebrauch: wie viel vom Vorrat jede Projektion hat.</translation>
    </message>
    <message>
        <source>Magnitude drift</source>
        <translation>Wanderung der Beträge</translation>
    </message>
    <message>
        <source>How far the learned magnitudes are from those of the base model: mean of |m / m0 - 1|.</source>
        <translation>Wie weit die gelernten Beträge von denen des Ausgangsmodells entfernt sind: Mittel von |m / m0 - 1|.</translation>
    </message>
    <message>
        <source>Full fine-tuning</source>
        <translation>Volles Fine-Tuning</translation>
    </message>
    <message>
        <source>Head only</source>
        <translation>Nur der Kopf</translation>
    </message>
    <message>
        <source>should be %1 or more, is %2</source>
        <translation>sollte %1 oder mehr sein, ist %2</translation>
    </message>
    <message>
        <source>should lie between %1 and %2, is %3</source>
        <translation>sollte zwischen %1 und %2 liegen, ist %3</translation>
    </message>
    <message>
        <source>should be above 0, is %1</source>
        <translation>sollte über 0 sein, ist %1</translation>
    </message>
    <message>
        <source>should be 0 or more and below 1, is %1</source>
        <translation>sollte mindestens 0 und unter 1 sein, ist %1</translation>
    </message>
    <message>
        <source>should be a million at most, is %1</source>
        <translation>sollte höchstens eine Million sein, ist %1</translation>
    </message>
    <message>
        <source>should be %1, is &quot;%2&quot;</source>
        <translation>sollte %1 sein, ist &quot;%2&quot;</translation>
    </message>
    <message>
        <source>should be a share below 1 where max_seconds ends the run, is %1 steps</source>
        <translation>sollte ein Anteil unter 1 sein, wo max_seconds den Lauf beendet, ist %1 Schritte</translation>
    </message>
    <message>
        <source>there is no file &quot;%1&quot;</source>
        <translation>es gibt keine Datei &quot;%1&quot;</translation>
    </message>
    <message>
        <source>there is no file or folder &quot;%1&quot;</source>
        <translation>es gibt keine Datei und keinen Ordner &quot;%1&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a folder; expected a JSON lines, JSON, CSV or TSV file</source>
        <translation>&quot;%1&quot; ist ein Ordner; erwartet wird eine Datei mit JSON-Zeilen, JSON, CSV oder TSV</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no regular file; expected a JSON lines, JSON, CSV or TSV file</source>
        <translation>&quot;%1&quot; ist keine gewöhnliche Datei; erwartet wird eine mit JSON-Zeilen, JSON, CSV oder TSV</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read; check its permissions</source>
        <translation>&quot;%1&quot; lässt sich nicht lesen; sehen Sie nach den Rechten</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>&quot;%1&quot; ist leer</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a file; expected a folder to create</source>
        <translation>&quot;%1&quot; ist eine Datei; erwartet wird ein Ordner, der anzulegen ist</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not empty; choose another folder, or go on with `loratrf resume`</source>
        <translation>&quot;%1&quot; ist nicht leer; wählen Sie einen anderen Ordner, oder fahren Sie mit `loratrf resume` fort</translation>
    </message>
    <message>
        <source>there is no method &quot;%1&quot;; expected %2</source>
        <translation>es gibt keine Methode &quot;%1&quot;; erwartet wird %2</translation>
    </message>
    <message>
        <source>there is no template &quot;%1&quot;; expected %2</source>
        <translation>es gibt keine Vorlage &quot;%1&quot;; erwartet wird %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has another role already</source>
        <translation>&quot;%1&quot; hat schon eine andere Rolle</translation>
    </message>
    <message>
        <source>&quot;%1&quot; gives the training rows already</source>
        <translation>&quot;%1&quot; gibt schon die Trainingszeilen</translation>
    </message>
    <message>
        <source>choose a base model: a Hugging Face folder or a GGUF file</source>
        <translation>wählen Sie ein Ausgangsmodell: einen Hugging-Face-Ordner oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>choose the training rows: a JSON lines, JSON, CSV or TSV file</source>
        <translation>wählen Sie die Trainingszeilen: eine Datei mit JSON-Zeilen, JSON, CSV oder TSV</translation>
    </message>
    <message>
        <source>these are the training rows, so the evaluation says nothing about new rows</source>
        <translation>das sind die Trainingszeilen, die Auswertung sagt darum nichts über neue Zeilen</translation>
    </message>
    <message>
        <source>is unusually high; adapters are mostly trained between 0.00001 and 0.01</source>
        <translation>ist ungewöhnlich hoch; Adapter werden meist zwischen 0.00001 und 0.01 trainiert</translation>
    </message>
    <message>
        <source>has no effect without evaluation rows</source>
        <translation>wirkt nicht ohne Auswertungszeilen</translation>
    </message>
    <message>
        <source>should be a finite number</source>
        <translation>sollte eine endliche Zahl sein</translation>
    </message>
</context>
</TS>

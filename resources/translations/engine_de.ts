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
        <translation>Wobei jede Zahl von Lambda_d beginnt; der Artikel rät zu 0,1 oder weniger.</translation>
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
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Norm of a step&apos;s gradient of what trains at a site, before clipping</source>
        <translation>Norm des Gradienten eines Schritts von dem, was an einer Stelle trainiert wird, vor dem Kappen</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Norm of what trains at a site, after the step</source>
        <translation>Norm dessen, was an einer Stelle trainiert wird, nach dem Schritt</translation>
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
        <translation>Experten, die mitwirken, im Mittel über die Token</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Gate probability from which on an expert takes part, mean over tokens</source>
        <translation>Wahrscheinlichkeit des Tors, von der an ein Experte mitwirkt, im Mittel über die Token</translation>
    </message>
    <message>
        <source>Edit size</source>
        <translation>Größe des Eingriffs</translation>
    </message>
    <message>
        <source>Size of the edit against the state, mean over the edited tokens</source>
        <translation>Größe des Eingriffs gegen den Zustand, im Mittel über die geänderten Token</translation>
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
        <translation>Größe des Adapterteils gegen die Ausgabe des Ausgangsmodells, an einer Stichprobe der Token eines Schritts</translation>
    </message>
    <message>
        <source>How far the filter lets the adapter through, mean over the tokens of a step</source>
        <translation>Wie weit der Filter den Adapter durchlässt, im Mittel über die Token eines Schritts</translation>
    </message>
    <message>
        <source>Share of the tokens whose filter is above zero</source>
        <translation>Anteil der Token, deren Filter über null ist</translation>
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
        <source>Comparing task vectors</source>
        <translation>Aufgabenvektoren werden verglichen</translation>
    </message>
</context>
<context>
    <name>engine messages</name>
    <message>
        <source>Reading data</source>
        <translation>Daten werden gelesen</translation>
    </message>
    <message>
        <source>Reading the evaluation rows</source>
        <translation>Auswertungszeilen werden gelesen</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>The untrained model answers the evaluation rows</source>
        <translation>Das untrainierte Modell antwortet auf die Auswertungszeilen</translation>
    </message>
    <message>
        <source>Answering the sample prompts</source>
        <translation>Antworten auf die Beispielfragen</translation>
    </message>
    <message>
        <source>Answering the evaluation rows</source>
        <translation>Antworten auf die Auswertungszeilen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Comparing weights</source>
        <translation>Gewichte werden verglichen</translation>
    </message>
    <message>
        <source>Comparing answers</source>
        <translation>Antworten werden verglichen</translation>
    </message>
    <message>
        <source>Writing the model</source>
        <translation>Das Modell wird geschrieben</translation>
    </message>
    <message>
        <source>Reading what was written</source>
        <translation>Geschriebenes wird gelesen</translation>
    </message>
    <message>
        <source>Looking at rows</source>
        <translation>Zeilen werden angesehen</translation>
    </message>
    <message>
        <source>Looking at the text</source>
        <translation>Der Text wird angesehen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>stopped before the training began; nothing was changed</source>
        <translation>vor Beginn des Trainings angehalten; nichts wurde geändert</translation>
    </message>
    <message>
        <source>stopped; there is no result</source>
        <translation>angehalten; es gibt kein Ergebnis</translation>
    </message>
    <message>
        <source>the export was cancelled; nothing was written</source>
        <translation>der Export wurde abgebrochen; nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>the evaluation was cancelled</source>
        <translation>die Auswertung wurde abgebrochen</translation>
    </message>
    <message>
        <source>looking at the rows was cancelled</source>
        <translation>das Ansehen der Zeilen wurde abgebrochen</translation>
    </message>
    <message>
        <source>looking at the text was cancelled</source>
        <translation>das Ansehen des Textes wurde abgebrochen</translation>
    </message>
    <message>
        <source>stopped at step %1 of %2</source>
        <translation>bei Schritt %1 von %2 angehalten</translation>
    </message>
    <message>
        <source>stopped at step %1</source>
        <translation>bei Schritt %1 angehalten</translation>
    </message>
    <message>
        <source>resume goes on from there</source>
        <translation>„Fortsetzen“ geht von dort aus weiter</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>field &quot;%1&quot;</source>
        <translation>Feld &quot;%1&quot;</translation>
    </message>
    <message>
        <source>turn %1 of %2</source>
        <translation>Wortwechsel %1 von %2</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>array</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>string</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>ein Wahrheitswert</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
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
        <source>should be %1</source>
        <translation>sollte %1 sein</translation>
    </message>
    <message>
        <source>should be a share below 1 where max_seconds ends the run, is %1 steps</source>
        <translation>sollte ein Anteil unter 1 sein, wo max_seconds den Lauf beendet, ist %1 Schritte</translation>
    </message>
    <message>
        <source>should be a finite number</source>
        <translation>sollte eine endliche Zahl sein</translation>
    </message>
    <message>
        <source>%1 has no such option</source>
        <translation>%1 hat diese Option nicht</translation>
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
        <source>&quot;%1&quot; is no adapter folder: it holds no adapter_config.json</source>
        <translation>&quot;%1&quot; ist kein Adapterordner: Er enthält keine adapter_config.json</translation>
    </message>
    <message>
        <source>there is no method &quot;%1&quot;; expected %2</source>
        <translation>es gibt keine Methode &quot;%1&quot;; erwartet wird %2</translation>
    </message>
    <message>
        <source>there is no method &quot;%1&quot;</source>
        <translation>es gibt keine Methode &quot;%1&quot;</translation>
    </message>
    <message>
        <source>there is no template &quot;%1&quot;; expected %2</source>
        <translation>es gibt keine Vorlage &quot;%1&quot;; erwartet wird %2</translation>
    </message>
    <message>
        <source>there is no chat template &apos;%1&apos;; known are %2</source>
        <translation>es gibt keine Chat-Vorlage &apos;%1&apos;; bekannt sind %2</translation>
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
        <source>name the file with the evaluation rows</source>
        <translation>nennen Sie die Datei mit den Auswertungszeilen</translation>
    </message>
    <message>
        <source>these are the training rows, so the evaluation says nothing about new rows</source>
        <translation>das sind die Trainingszeilen, die Auswertung sagt darum nichts über neue Zeilen</translation>
    </message>
    <message>
        <source>is unusually high; adapters are mostly trained between 0.00001 and 0.01</source>
        <translation>ist ungewöhnlich hoch; Adapter werden meist zwischen 0,00001 und 0,01 trainiert</translation>
    </message>
    <message>
        <source>has no effect without evaluation rows</source>
        <translation>wirkt nicht ohne Auswertungszeilen</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: expected a weight above 0 and at most 1000 before the star, as in 2*rows.jsonl</source>
        <translation>&quot;%1&quot;: erwartet wird ein Gewicht über 0 und höchstens 1000 vor dem Stern, wie in 2*rows.jsonl</translation>
    </message>
    <message>
        <source>is %1, but the adapter in %2 has %3</source>
        <translation>ist %1, aber der Adapter in %2 hat %3</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, but the adapter in %2 is of method &quot;%3&quot;</source>
        <translation>ist &quot;%1&quot;, aber der Adapter in %2 ist von der Methode &quot;%3&quot;</translation>
    </message>
    <message>
        <source>should not be above the rank at the start (%1): AdaLoRA only takes ranks away.</source>
        <translation>sollte nicht über dem Rang am Anfang (%1) liegen: AdaLoRA nimmt Ränge nur weg.</translation>
    </message>
    <message>
        <source>There are only %1 experts to choose %2 from.</source>
        <translation>Es gibt nur %1 Experten, aus denen %2 zu wählen wären.</translation>
    </message>
    <message>
        <source>Only the adaptive choice has a threshold tau to subtract; choose p.</source>
        <translation>Nur die anpassende Wahl hat eine Schwelle tau zum Abziehen; wählen Sie p.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not among the projections that get factors.</source>
        <translation>&quot;%1&quot; gehört nicht zu den Projektionen, die Faktoren bekommen.</translation>
    </message>
    <message>
        <source>One task vector fits outputs of one width only: choose placement block.</source>
        <translation>Ein Aufgabenvektor passt nur zu Ausgaben gleicher Breite: Wählen Sie den Platz block.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number of a block; expected 0, 1, 2, ...</source>
        <translation>&quot;%1&quot; ist keine Nummer eines Blocks; erwartet wird 0, 1, 2, ...</translation>
    </message>
    <message>
        <source>Block %1 is named twice.</source>
        <translation>Block %1 ist zweimal genannt.</translation>
    </message>
    <message>
        <source>No word is edited: choose first or last words.</source>
        <translation>Kein Wort wird geändert: Wählen Sie erste oder letzte Wörter.</translation>
    </message>
    <message>
        <source>Choose at least one projection to adapt.</source>
        <translation>Wählen Sie mindestens eine Projektion zum Anpassen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no projection; expected q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj.</source>
        <translation>&quot;%1&quot; ist keine Projektion; erwartet wird q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj oder down_proj.</translation>
    </message>
    <message>
        <source>A block has only %1 projections to choose %2 from.</source>
        <translation>Ein Block hat nur %1 Projektionen, aus denen %2 zu wählen wären.</translation>
    </message>
    <message>
        <source>With gate none only the balance loss trains the router: give it a weight.</source>
        <translation>Ohne Tor (none) trainiert nur der Ausgleichsverlust den Verteiler: Geben Sie ihm ein Gewicht.</translation>
    </message>
    <message>
        <source>Only the rational activation has coefficients to train on evaluation rows.</source>
        <translation>Nur die rationale Aktivierung hat Koeffizienten, die auf Auswertungszeilen trainiert werden können.</translation>
    </message>
    <message>
        <source>should be 0: PiSSA&apos;s update holds the largest part of each weight, and dropout would take that out of the base model at random.</source>
        <translation>sollte 0 sein: Die Änderung von PiSSA hält den größten Teil jedes Gewichts, und Dropout würde ihn zufällig aus dem Ausgangsmodell nehmen.</translation>
    </message>
    <message>
        <source>AdaLoRA: %1 steps with all ranks and %2 with the final ones leave none of the %3 steps of this run in which ranks could go; lower t_init or t_final, or train longer</source>
        <translation>AdaLoRA: %1 Schritte mit allen Rängen und %2 mit den letzten lassen keinen der %3 Schritte dieses Laufs übrig, in dem Ränge wegfallen könnten; verkleinern Sie t_init oder t_final, oder trainieren Sie länger</translation>
    </message>
    <message>
        <source>ALoRA: the first round of pruning comes after step %1, but the run has %2 steps: nothing would be reallocated. Lower first_epochs or train longer</source>
        <translation>ALoRA: Die erste Runde des Ausdünnens kommt nach Schritt %1, aber der Lauf hat %2 Schritte: Nichts würde neu verteilt. Verkleinern Sie first_epochs, oder trainieren Sie länger</translation>
    </message>
    <message>
        <source>this model has no biases, so BitFit has nothing to train; llama-like models mostly have none, qwen2 has them</source>
        <translation>dieses Modell hat keine Biases, BitFit hat also nichts zu trainieren; llama-artige Modelle haben meist keine, qwen2 hat sie</translation>
    </message>
    <message>
        <source>LoReFT of rank %1 does not fit into hidden states of width %2; choose a rank up to that</source>
        <translation>LoReFT vom Rang %1 passt nicht in verborgene Zustände der Breite %2; wählen Sie einen Rang bis dahin</translation>
    </message>
    <message>
        <source>LoReFT is to edit block &quot;%1&quot;, but this model has blocks 0 to %2</source>
        <translation>LoReFT soll Block &quot;%1&quot; ändern, aber dieses Modell hat die Blöcke 0 bis %2</translation>
    </message>
    <message>
        <source>PiSSA: rank %1, but %2 has %3 singular values; choose that rank at most</source>
        <translation>PiSSA: Rang %1, aber %2 hat %3 Singulärwerte; wählen Sie höchstens diesen Rang</translation>
    </message>
    <message>
        <source>&quot;%1&quot; fits the path of no adapted projection, such as %2</source>
        <translation>&quot;%1&quot; passt auf den Pfad keiner angepassten Projektion, wie %2</translation>
    </message>
    <message>
        <source>expected entries such as q_proj=8, found &quot;%1&quot;</source>
        <translation>erwartet werden Einträge wie q_proj=8, gefunden wurde &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a pattern is empty; write the end of a module&apos;s path, such as q_proj</source>
        <translation>ein Muster ist leer; schreiben Sie das Ende eines Modulpfads, wie q_proj</translation>
    </message>
    <message>
        <source>the pattern &quot;%1&quot; is there twice</source>
        <translation>das Muster &quot;%1&quot; steht zweimal da</translation>
    </message>
    <message>
        <source>the rank of &quot;%1&quot; should be a whole number from 1 to 4096</source>
        <translation>der Rang von &quot;%1&quot; sollte eine ganze Zahl von 1 bis 4096 sein</translation>
    </message>
    <message>
        <source>the alpha of &quot;%1&quot; should be above 0 and 65536 at most</source>
        <translation>das Alpha von &quot;%1&quot; sollte über 0 und höchstens 65536 sein</translation>
    </message>
    <message>
        <source>%1 trains itself and needs fp32: choose compute type fp32</source>
        <translation>%1 wird selbst trainiert und braucht fp32: Wählen Sie den Rechentyp fp32</translation>
    </message>
    <message>
        <source>no projection of this model is among them</source>
        <translation>keine Projektion dieses Modells ist darunter</translation>
    </message>
    <message>
        <source>%1 has no rank that could be fitted to a budget</source>
        <translation>%1 hat keinen Rang, der sich einem Umfang anpassen ließe</translation>
    </message>
    <message>
        <source>no rank of %1 fits into %2 parameters; lower its other sizes or choose a larger LoRA rank to compare with</source>
        <translation>kein Rang von %1 passt in %2 Parameter; verkleinern Sie seine anderen Größen, oder wählen Sie einen größeren LoRA-Rang zum Vergleich</translation>
    </message>
    <message>
        <source>the run would need about %1 of memory (micro-batches of %2 tokens, recompute %3), %4 are free</source>
        <translation>der Lauf bräuchte etwa %1 Speicher (Mikro-Batches mit %2 Token; neu berechnet: %3), %4 sind frei</translation>
    </message>
    <message>
        <source>the run would need about %1 of memory (micro-batches of %2 tokens, recompute %3), %4 are free.</source>
        <translation>der Lauf bräuchte etwa %1 Speicher (Mikro-Batches mit %2 Token; neu berechnet: %3), %4 sind frei.</translation>
    </message>
    <message>
        <source>No token budget fits: a smaller model or a smaller adapter would.</source>
        <translation>Kein Token-Budget passt: Ein kleineres Modell oder ein kleinerer Adapter würde passen.</translation>
    </message>
    <message>
        <source>What would fit: %1</source>
        <translation>Das würde passen: %1</translation>
    </message>
    <message>
        <source>or %1</source>
        <translation>oder %1</translation>
    </message>
    <message>
        <source>token_budget %1 and data_options.max_length %2 (the longest row has %3 tokens)</source>
        <translation>Token-Budget %1 und größte Länge %2 (die längste Zeile hat %3 Token)</translation>
    </message>
    <message>
        <source>token_budget %1</source>
        <translation>Token-Budget %1</translation>
    </message>
    <message>
        <source>the run would need about %1 of disk space, %2 times %3 of it for checkpoints, but %4 are free</source>
        <translation>der Lauf bräuchte etwa %1 Platz auf dem Datenträger, davon %2 mal %3 für Sicherungspunkte, aber %4 sind frei</translation>
    </message>
    <message>
        <source>the run would need about %1 of disk space, %2 times %3 of it for checkpoints, but %4 are free.</source>
        <translation>der Lauf bräuchte etwa %1 Platz auf dem Datenträger, davon %2 mal %3 für Sicherungspunkte, aber %4 sind frei.</translation>
    </message>
    <message>
        <source>No number of checkpoints fits: make room, or choose a run folder on another disk.</source>
        <translation>Keine Zahl von Sicherungspunkten passt: Schaffen Sie Platz, oder wählen Sie einen Laufordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>keep_checkpoints %1</source>
        <translation>Behaltene Sicherungspunkte: %1</translation>
    </message>
    <message>
        <source>recompute %1</source>
        <translation>neu berechnet: %1</translation>
    </message>
    <message>
        <source>compute bf16, which halves the weights</source>
        <translation>Rechentyp bf16, was die Gewichte halbiert</translation>
    </message>
    <message>
        <source>the feed-forward part of each layer</source>
        <translation>der Feed-forward-Teil jeder Schicht</translation>
    </message>
    <message>
        <source>each layer</source>
        <translation>jede Schicht</translation>
    </message>
    <message>
        <source>the memory this run needs could not be foreseen, so nothing keeps it from running out; the narrow model that stands for this one failed: %1</source>
        <translation>der Speicher, den dieser Lauf braucht, ließ sich nicht vorhersehen, also hindert ihn nichts daran, auszugehen; das schmale Modell, das für dieses steht, scheiterte: %1</translation>
    </message>
    <message>
        <source>a step did not fit into memory; it is computed in smaller pieces from now on, with the same result up to rounding</source>
        <translation>ein Schritt passte nicht in den Speicher; von jetzt an wird in kleineren Stücken gerechnet, mit demselben Ergebnis bis auf Rundung</translation>
    </message>
    <message>
        <source>slower and larger steps in %1</source>
        <translation>langsamere und größere Schritte in %1</translation>
    </message>
    <message>
        <source>the device is no CPU</source>
        <translation>das Gerät ist keine CPU</translation>
    </message>
    <message>
        <source>what the method does at %1 is more than low-rank terms</source>
        <translation>was die Methode an %1 tut, ist mehr als niedrigrangige Teile</translation>
    </message>
    <message>
        <source>weights of the base train</source>
        <translation>Gewichte des Ausgangsmodells trainieren mit</translation>
    </message>
    <message>
        <source>what the method does to the block&apos;s output is more than a filter</source>
        <translation>was die Methode mit der Ausgabe des Blocks tut, ist mehr als ein Filter</translation>
    </message>
    <message>
        <source>starts from the adapter in %1</source>
        <translation>beginnt mit dem Adapter in %1</translation>
    </message>
    <message>
        <source>the longest row has %1 tokens, the model was made for %2</source>
        <translation>die längste Zeile hat %1 Token, das Modell wurde für %2 gemacht</translation>
    </message>
    <message>
        <source>there are no evaluation rows, so nothing can be evaluated</source>
        <translation>es gibt keine Auswertungszeilen, also lässt sich nichts auswerten</translation>
    </message>
    <message>
        <source>no better evaluation for %1 times: stopping early</source>
        <translation>%1-mal keine bessere Auswertung: Der Lauf endet vorzeitig</translation>
    </message>
    <message>
        <source>what the rows of a micro-batch begin with is computed once: %1 % of the tokens are left out</source>
        <translation>womit die Zeilen eines Mikro-Batches gemeinsam beginnen, wird einmal berechnet: %1 % der Token entfallen</translation>
    </message>
    <message>
        <source>%1 rows rejected, first at line %2: %3</source>
        <translation>%1 Zeilen abgelehnt, die erste in Zeile %2: %3</translation>
    </message>
    <message>
        <source>%1 rows are over the maximum length</source>
        <translation>%1 Zeilen sind über der größten Länge</translation>
    </message>
    <message>
        <source>%1 rows keep no supervised token</source>
        <translation>%1 Zeilen behalten kein Token zum Lernen</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation rows are training rows too: their loss says how well they are remembered, not what was learned</source>
        <translation>%1 von %2 Auswertungszeilen sind auch Trainingszeilen: Ihr Verlust sagt, wie gut sie gemerkt sind, nicht, was gelernt wurde</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation pairs have a prompt and an answer in common with training pairs: their loss says how well these are remembered, not what was learned</source>
        <translation>%1 von %2 Auswertungspaaren haben Frage und Antwort mit Trainingspaaren gemeinsam: Ihr Verlust sagt, wie gut diese gemerkt sind, nicht, was gelernt wurde</translation>
    </message>
    <message>
        <source>the model brings no chat template; the preset &quot;chatml&quot; is used</source>
        <translation>das Modell bringt keine Chat-Vorlage mit; die Vorlage &quot;chatml&quot; wird verwendet</translation>
    </message>
    <message>
        <source>an answer writes a control token of the model, which is read as text (further rows are not named); set allow_special_in_content if it is meant</source>
        <translation>eine Antwort schreibt ein Steuer-Token des Modells, das als Text gelesen wird (weitere Zeilen werden nicht genannt); setzen Sie allow_special_in_content, wenn es gemeint ist</translation>
    </message>
    <message>
        <source>the chat template rewrites earlier turns of a conversation; only the last answer of such rows is supervised</source>
        <translation>die Chat-Vorlage schreibt frühere Wortwechsel eines Gesprächs um; nur die letzte Antwort solcher Zeilen dient zum Lernen</translation>
    </message>
    <message>
        <source>the chat template&apos;s generation prompt is not how an answered conversation begins; prompts differ between training and generation</source>
        <translation>die Chat-Vorlage beginnt eine Antwort anders, als ein beantwortetes Gespräch beginnt; Prompts sind beim Training und beim Antworten verschieden</translation>
    </message>
    <message>
        <source>the chat template ends answers without a control token; the end-of-sequence token is added to the last answer of each row</source>
        <translation>die Chat-Vorlage beendet Antworten ohne Steuer-Token; an die letzte Antwort jeder Zeile wird das Endetoken gehängt</translation>
    </message>
    <message>
        <source>the chat template ends answers without a control token, so answers have no learnable end</source>
        <translation>die Chat-Vorlage beendet Antworten ohne Steuer-Token, das Ende von Antworten lässt sich also nicht lernen</translation>
    </message>
    <message>
        <source>a newer checkpoint cannot be used and was passed over: %1</source>
        <translation>ein neuerer Sicherungspunkt ist nicht brauchbar und wurde übergangen: %1</translation>
    </message>
    <message>
        <source>the learning rate stays as it is: it must be above 0, found %1</source>
        <translation>die Lernrate bleibt, wie sie ist: Sie muss über 0 sein, gefunden wurde %1</translation>
    </message>
    <message>
        <source>the end stays as it is: a clock ends this run (max_seconds)</source>
        <translation>das Ende bleibt, wie es ist: Eine Uhr beendet diesen Lauf (max_seconds)</translation>
    </message>
    <message>
        <source>the end stays as it is: step %1 was wished for, but step %2 is done</source>
        <translation>das Ende bleibt, wie es ist: Gewünscht war Schritt %1, aber Schritt %2 ist schon getan</translation>
    </message>
    <message>
        <source>An event &quot;%1&quot; of a newer version of the program</source>
        <translation>Ein Ereignis &quot;%1&quot; einer neueren Fassung des Programms</translation>
    </message>
    <message>
        <source>Trial %1 of %2: %3</source>
        <translation>Versuch %1 von %2: %3</translation>
    </message>
    <message>
        <source>%1, learning rate %2, seed %3</source>
        <translation>%1, Lernrate %2, Startwert %3</translation>
    </message>
    <message>
        <source>%1 rows cannot be used and take no part</source>
        <translation>%1 Zeilen sind nicht verwendbar und nehmen nicht teil</translation>
    </message>
    <message>
        <source>%1 rows are left out: their questions are also asked in the rows that judge</source>
        <translation>%1 Zeilen bleiben weg: Ihre Fragen werden auch in den Zeilen gestellt, die urteilen</translation>
    </message>
    <message>
        <source>loss %1, gradient norm %2: not finite, so the update was skipped.</source>
        <translation>Verlust %1, Gradientennorm %2: nicht endlich, darum wurde die Änderung ausgelassen.</translation>
    </message>
    <message>
        <source>not finite again, so the update was skipped.</source>
        <translation>wieder nicht endlich, darum wurde die Änderung ausgelassen.</translation>
    </message>
    <message>
        <source>the loss is exactly 0.</source>
        <translation>der Verlust ist genau 0.</translation>
    </message>
    <message>
        <source>loss %1, where %2 was usual.</source>
        <translation>Verlust %1, üblich war %2.</translation>
    </message>
    <message>
        <source>gradient norm %1, where %2 was usual.</source>
        <translation>Gradientennorm %1, üblich war %2.</translation>
    </message>
    <message>
        <source>The token embeddings are not finite already</source>
        <translation>Schon die Einbettungen der Token sind nicht endlich</translation>
    </message>
    <message>
        <source>The token embeddings are not finite already.</source>
        <translation>Schon die Einbettungen der Token sind nicht endlich.</translation>
    </message>
    <message>
        <source>The first layer whose output is not finite is layer %1.</source>
        <translation>Die erste Schicht, deren Ausgabe nicht endlich ist, ist Schicht %1.</translation>
    </message>
    <message>
        <source>Likely causes: a learning rate that is too high, rows with extreme content, or a base model that overflows in bf16 or fp16.</source>
        <translation>Wahrscheinliche Ursachen: eine zu hohe Lernrate, Zeilen mit extremem Inhalt oder ein Ausgangsmodell, das in bf16 oder fp16 überläuft.</translation>
    </message>
    <message>
        <source>Likely causes: answers that repeat their prompts or are all alike, or weights that have run away so that one token has all the probability. Nothing more is learnt from a loss of 0.</source>
        <translation>Wahrscheinliche Ursachen: Antworten, die ihren Prompt wiederholen oder alle gleich sind, oder Gewichte, die so weit gelaufen sind, dass ein Token alle Wahrscheinlichkeit hat. Aus einem Verlust von 0 wird nichts mehr gelernt.</translation>
    </message>
    <message>
        <source>Likely cause: the margin of the rewards has grown without bound (%1 here), by a learning rate that is too high, too many epochs, or pairs that one simple trait tells apart. Nothing more is learnt from a loss of 0.</source>
        <translation>Wahrscheinliche Ursache: Der Abstand der Belohnungen ist über alle Grenzen gewachsen (hier %1), durch eine zu hohe Lernrate, zu viele Epochen oder Paare, die ein einziges einfaches Merkmal unterscheidet. Aus einem Verlust von 0 wird nichts mehr gelernt.</translation>
    </message>
    <message>
        <source>Likely causes: a learning rate that is too high, or rows unlike the others. If the loss does not come down again, go back to an earlier state with a lower rate.</source>
        <translation>Wahrscheinliche Ursachen: eine zu hohe Lernrate oder Zeilen, die anders sind als die übrigen. Sinkt der Verlust nicht wieder, gehen Sie mit kleinerer Rate zu einem früheren Stand zurück.</translation>
    </message>
    <message>
        <source>Likely causes: rows unlike the others, or a learning rate that is too high. Clipping (clip_norm) limits what one step can do.</source>
        <translation>Wahrscheinliche Ursachen: Zeilen, die anders sind als die übrigen, oder eine zu hohe Lernrate. Kappen (clip_norm) begrenzt, was ein einzelner Schritt anrichten kann.</translation>
    </message>
    <message>
        <source>%1 steps in a row were not finite.</source>
        <translation>%1 Schritte hintereinander waren nicht endlich.</translation>
    </message>
    <message>
        <source>The last good state is kept in %1.</source>
        <translation>Der letzte gute Stand liegt in %1.</translation>
    </message>
    <message>
        <source>No step before them succeeded, so there is no state to keep.</source>
        <translation>Kein Schritt davor gelang, es gibt also keinen Stand aufzuheben.</translation>
    </message>
    <message>
        <source>Likely causes: a learning rate that is too high, or rows with extreme content (the journal names them).</source>
        <translation>Wahrscheinliche Ursachen: eine zu hohe Lernrate oder Zeilen mit extremem Inhalt (das Journal nennt sie).</translation>
    </message>
    <message>
        <source>expected an object, found %1</source>
        <translation>erwartet wird ein Objekt, gefunden wurde %1</translation>
    </message>
    <message>
        <source>the row has the shape &quot;%1&quot;, but the rows before it are &quot;%2&quot;. Put rows of one shape into a file</source>
        <translation>die Zeile hat die Form &quot;%1&quot;, aber die Zeilen davor sind &quot;%2&quot;. Schreiben Sie Zeilen einer Form in eine Datei</translation>
    </message>
    <message>
        <source>no fields of the shape &quot;%1&quot; among %2</source>
        <translation>keine Felder der Form &quot;%1&quot; unter %2</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; is missing among %2</source>
        <translation>Feld &quot;%1&quot; fehlt unter %2</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; is missing</source>
        <translation>Feld &quot;%1&quot; fehlt</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; is empty</source>
        <translation>Feld &quot;%1&quot; ist leer</translation>
    </message>
    <message>
        <source>%1 is %2, expected text</source>
        <translation>%1 ist %2, erwartet wird Text</translation>
    </message>
    <message>
        <source>%1 has a part that is not text</source>
        <translation>%1 hat einen Teil, der kein Text ist</translation>
    </message>
    <message>
        <source>%1 has the unknown role &quot;%2&quot;</source>
        <translation>%1 hat die unbekannte Rolle &quot;%2&quot;</translation>
    </message>
    <message>
        <source>%1 is %2, expected a list of turns</source>
        <translation>%1 ist %2, erwartet wird eine Liste von Wortwechseln</translation>
    </message>
    <message>
        <source>%1 has no &quot;%2&quot;</source>
        <translation>%1 hat kein &quot;%2&quot;</translation>
    </message>
    <message>
        <source>%1 calls a tool; tool calls cannot be trained on</source>
        <translation>%1 ruft ein Werkzeug auf; auf Werkzeugaufrufe lässt sich nicht trainieren</translation>
    </message>
    <message>
        <source>%1 is %2, expected a list of pairs</source>
        <translation>%1 ist %2, erwartet wird eine Liste von Paaren</translation>
    </message>
    <message>
        <source>%1 has an entry that is not a pair of texts</source>
        <translation>%1 hat einen Eintrag, der kein Paar von Texten ist</translation>
    </message>
    <message>
        <source>an answer of the assistant is empty</source>
        <translation>eine Antwort des Assistenten ist leer</translation>
    </message>
    <message>
        <source>the conversation has no answer of the assistant</source>
        <translation>das Gespräch hat keine Antwort des Assistenten</translation>
    </message>
    <message>
        <source>the preference pair has no prompt among the fields %1</source>
        <translation>dem Präferenzpaar fehlt der Prompt unter den Feldern %1</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; begins a conversation of its own, which does not hold the prompt of field &quot;%2&quot;</source>
        <translation>Feld &quot;%1&quot; beginnt ein eigenes Gespräch, das den Prompt im Feld &quot;%2&quot; nicht enthält</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; does not end with an answer of the assistant</source>
        <translation>Feld &quot;%1&quot; endet nicht mit einer Antwort des Assistenten</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; has an empty answer of the assistant</source>
        <translation>Feld &quot;%1&quot; hat eine leere Antwort des Assistenten</translation>
    </message>
    <message>
        <source>the chosen and the rejected answer are the same</source>
        <translation>die gewählte und die abgelehnte Antwort sind gleich</translation>
    </message>
    <message>
        <source>the chosen and the rejected answer have the same tokens</source>
        <translation>die gewählte und die abgelehnte Antwort haben dieselben Token</translation>
    </message>
    <message>
        <source>fields &quot;%1&quot; and &quot;%2&quot; have no turn of the user in common before they part</source>
        <translation>die Felder &quot;%1&quot; und &quot;%2&quot; haben keine Frage gemeinsam, bevor sie sich trennen</translation>
    </message>
    <message>
        <source>field &quot;%1&quot; is only the beginning of field &quot;%2&quot;, so they have no answers to compare</source>
        <translation>Feld &quot;%1&quot; ist nur der Anfang von Feld &quot;%2&quot;, sie haben also keine Antworten zum Vergleichen</translation>
    </message>
    <message>
        <source>%1 tokens, but max_length is %2, and a preference pair cannot be split. Raise it, or choose drop, truncate-prompt, truncate-end or error for long rows</source>
        <translation>%1 Token, aber max_length ist %2, und ein Präferenzpaar lässt sich nicht teilen. Erhöhen Sie es, oder wählen Sie drop, truncate-prompt, truncate-end oder error für lange Zeilen</translation>
    </message>
    <message>
        <source>preference pairs cannot be split; choose drop, truncate-prompt, truncate-end or error</source>
        <translation>Präferenzpaare lassen sich nicht teilen; wählen Sie drop, truncate-prompt, truncate-end oder error</translation>
    </message>
    <message>
        <source>Computing the untrained model&apos;s preferences</source>
        <translation>Die Vorlieben des untrainierten Modells werden berechnet</translation>
    </message>
    <message>
        <source>the rows are preference pairs: the chosen answers are to become likelier against the rejected ones than they were before training (DPO)</source>
        <translation>die Zeilen sind Präferenzpaare: Die gewählten Antworten sollen gegenüber den abgelehnten wahrscheinlicher werden, als sie es vor dem Training waren (DPO)</translation>
    </message>
    <message>
        <source>the learning rate is high for preference pairs: 0.000005 to 0.00005 is usual, and more makes the chosen answers less likely too</source>
        <translation>die Lernrate ist hoch für Präferenzpaare: 0,000005 bis 0,00005 ist üblich, und mehr macht auch die gewählten Antworten unwahrscheinlicher</translation>
    </message>
    <message>
        <source>%1 holds preference pairs, %2 does not; a run learns from one kind of rows. Choose files of the same kind</source>
        <translation>%1 enthält Präferenzpaare, %2 nicht; ein Lauf lernt aus Zeilen einer Art. Wählen Sie Dateien derselben Art</translation>
    </message>
    <message>
        <source>the rows are not those the run began with (their tokens differ), so it cannot be continued; restore the files or start a new run</source>
        <translation>die Zeilen sind nicht die, mit denen der Lauf begann (ihre Token sind andere), er lässt sich also nicht fortsetzen; stellen Sie die Dateien wieder her, oder beginnen Sie einen neuen Lauf</translation>
    </message>
    <message>
        <source>the numbers are not those that were written. The file is damaged or was edited.</source>
        <translation>die Zahlen sind nicht die, die geschrieben wurden. Die Datei ist beschädigt oder wurde verändert.</translation>
    </message>
    <message>
        <source>tensor &quot;%1&quot; should be F64 of %2 x 2</source>
        <translation>der Tensor &quot;%1&quot; sollte F64 von %2 x 2 sein</translation>
    </message>
    <message>
        <source>answers are not generated: of a preference pair it is known which of two answers is better, not whether another is right</source>
        <translation>Antworten werden nicht erzeugt: Von einem Präferenzpaar ist bekannt, welche von zwei Antworten besser ist, nicht, ob eine andere richtig ist</translation>
    </message>
    <message>
        <source>these rows are no preference pairs, but the training rows are; give rows of the same kind</source>
        <translation>diese Zeilen sind keine Präferenzpaare, die Trainingszeilen aber sind welche; geben Sie Zeilen derselben Art an</translation>
    </message>
    <message>
        <source>these rows are preference pairs, but the training rows are not; give rows of the same kind</source>
        <translation>diese Zeilen sind Präferenzpaare, die Trainingszeilen aber nicht; geben Sie Zeilen derselben Art an</translation>
    </message>
    <message>
        <source>no answer of an assistant to generate; expected a conversation</source>
        <translation>keine Antwort eines Assistenten zu erzeugen; erwartet wird ein Gespräch</translation>
    </message>
    <message>
        <source>%1 tokens, but max_length is %2. Raise it, or choose another policy for long rows</source>
        <translation>%1 Token, aber max_length ist %2. Erhöhen Sie es, oder wählen Sie einen anderen Umgang mit langen Zeilen</translation>
    </message>
    <message>
        <source>max_length is %1; expected 2 or more (a token and the one before it)</source>
        <translation>max_length ist %1; erwartet wird 2 oder mehr (ein Token und das davor)</translation>
    </message>
    <message>
        <source>longer than the maximum length, so it is left out</source>
        <translation>länger als die größte Länge, darum bleibt sie weg</translation>
    </message>
    <message>
        <source>the chat template shows the turns before the last answer differently once it is there, so the answer cannot be located; choose a preset template</source>
        <translation>die Chat-Vorlage zeigt die Wortwechsel vor der letzten Antwort anders, sobald sie da ist, die Antwort lässt sich also nicht finden; wählen Sie eine mitgelieferte Vorlage</translation>
    </message>
    <message>
        <source>the chat template does not write the text of the last answer, so nothing could be learned from it; choose a preset template</source>
        <translation>die Chat-Vorlage schreibt den Text der letzten Antwort nicht, also ließe sich nichts daraus lernen; wählen Sie eine mitgelieferte Vorlage</translation>
    </message>
    <message>
        <source>%1 of %2 rows keep no supervised token: %3. Correct the rows, raise max_length, or choose another policy for long rows</source>
        <translation>%1 von %2 Zeilen behalten kein Token zum Lernen: %3. Berichtigen Sie die Zeilen, erhöhen Sie max_length, oder wählen Sie einen anderen Umgang mit langen Zeilen</translation>
    </message>
    <message>
        <source>%1 rejected (the first, line %2: %3)</source>
        <translation>%1 abgelehnt (die erste, Zeile %2: %3)</translation>
    </message>
    <message>
        <source>%1 rejected (the first, line %2: %3), %4 longer than max_length %5</source>
        <translation>%1 abgelehnt (die erste, Zeile %2: %3), %4 länger als max_length %5</translation>
    </message>
    <message>
        <source>%1 longer than max_length %2</source>
        <translation>%1 länger als max_length %2</translation>
    </message>
    <message>
        <source>%1 with nothing left to learn from once cut to max_length %2 (%3)</source>
        <translation>bei %1 bleibt nach dem Kürzen auf max_length %2 nichts zum Lernen (%3)</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>es gibt diese Datei nicht</translation>
    </message>
    <message>
        <source>is a folder, expected a file of rows</source>
        <translation>ist ein Ordner, erwartet wird eine Datei mit Zeilen</translation>
    </message>
    <message>
        <source>is a pipe or a device, which cannot be read twice; save the rows as a file</source>
        <translation>ist eine Pipe oder ein Gerät und lässt sich nicht zweimal lesen; speichern Sie die Zeilen als Datei</translation>
    </message>
    <message>
        <source>cannot be opened for reading</source>
        <translation>lässt sich nicht zum Lesen öffnen</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>Lesen ist gescheitert</translation>
    </message>
    <message>
        <source>a NUL byte at byte %1 of the row; expected text. Save the file as UTF-8</source>
        <translation>ein NUL-Byte bei Byte %1 der Zeile; erwartet wird Text. Speichern Sie die Datei als UTF-8</translation>
    </message>
    <message>
        <source>a NUL byte at byte %1 of the row; expected text</source>
        <translation>ein NUL-Byte bei Byte %1 der Zeile; erwartet wird Text</translation>
    </message>
    <message>
        <source>not UTF-8 at byte %1 of the row. Save the file as UTF-8</source>
        <translation>kein UTF-8 bei Byte %1 der Zeile. Speichern Sie die Datei als UTF-8</translation>
    </message>
    <message>
        <source>not UTF-8 at byte %1 of the row</source>
        <translation>kein UTF-8 bei Byte %1 der Zeile</translation>
    </message>
    <message>
        <source>the row is longer than the limit of %1 bytes. Split it, or raise max_line_bytes</source>
        <translation>die Zeile ist länger als die Grenze von %1 Bytes. Teilen Sie sie, oder erhöhen Sie max_line_bytes</translation>
    </message>
    <message>
        <source>the file ends inside the array; expected &quot;]&quot;</source>
        <translation>die Datei endet in der Liste; erwartet wird &quot;]&quot;</translation>
    </message>
    <message>
        <source>text after the end of the JSON array</source>
        <translation>Text nach dem Ende der JSON-Liste</translation>
    </message>
    <message>
        <source>the file is empty; expected rows</source>
        <translation>die Datei ist leer; erwartet werden Zeilen</translation>
    </message>
    <message>
        <source>only white space; expected rows</source>
        <translation>nur Leerraum; erwartet werden Zeilen</translation>
    </message>
    <message>
        <source>%1 files cannot be read; convert it to JSONL or CSV</source>
        <translation>Dateien der Art %1 lassen sich nicht lesen; wandeln Sie sie in JSONL oder CSV um</translation>
    </message>
    <message>
        <source>expected JSON lines or a JSON array (&quot;{&quot; or &quot;[&quot; at the start), or a table named .csv or .tsv</source>
        <translation>erwartet werden JSON-Zeilen oder eine JSON-Liste (&quot;{&quot; oder &quot;[&quot; am Anfang) oder eine Tabelle namens .csv oder .tsv</translation>
    </message>
    <message>
        <source>a zip archive, as .xlsx and .zip files are, or a Python pickle, which are not read as rows. Save the rows as JSONL or CSV</source>
        <translation>ein Zip-Archiv wie .xlsx- und .zip-Dateien oder ein Python-Pickle; beides wird nicht als Zeilen gelesen. Speichern Sie die Zeilen als JSONL oder CSV</translation>
    </message>
    <message>
        <source>no rows</source>
        <translation>keine Zeilen</translation>
    </message>
    <message>
        <source>none of its %1 rows can be used; the first, line %2: %3</source>
        <translation>keine ihrer %1 Zeilen ist verwendbar; die erste, Zeile %2: %3</translation>
    </message>
    <message>
        <source>the rows do not suffice for training, evaluation and test rows without a common question (%1, %2 and %3 rows); give more rows or other test and evaluation rows</source>
        <translation>die Zeilen reichen nicht für Trainings-, Auswertungs- und Testzeilen ohne gemeinsame Frage (%1, %2 und %3 Zeilen); geben Sie mehr Zeilen oder andere Test- und Auswertungszeilen</translation>
    </message>
    <message>
        <source>a quoted cell that begins in this row is not closed before the file ends</source>
        <translation>eine Zelle in Anführungszeichen, die in dieser Zeile beginnt, ist am Ende der Datei nicht geschlossen</translation>
    </message>
    <message>
        <source>text after the closing quote of a cell; a quote inside a quoted cell must be doubled</source>
        <translation>Text nach dem schließenden Anführungszeichen einer Zelle; ein Anführungszeichen in einer solchen Zelle muss verdoppelt sein</translation>
    </message>
    <message>
        <source>no header line and no rows</source>
        <translation>keine Kopfzeile und keine Zeilen</translation>
    </message>
    <message>
        <source>the column &quot;%1&quot; occurs twice</source>
        <translation>die Spalte &quot;%1&quot; kommt zweimal vor</translation>
    </message>
    <message>
        <source>the row is blank</source>
        <translation>die Zeile ist leer</translation>
    </message>
    <message>
        <source>more than one row of the table</source>
        <translation>mehr als eine Zeile der Tabelle</translation>
    </message>
    <message>
        <source>the file has changed since it was opened; open it again</source>
        <translation>die Datei hat sich seit dem Öffnen geändert; öffnen Sie sie neu</translation>
    </message>
    <message>
        <source>there is no row %1</source>
        <translation>es gibt keine Zeile %1</translation>
    </message>
    <message>
        <source>is the file itself, which is never changed; choose another name</source>
        <translation>ist die Datei selbst, die nie geändert wird; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; occurs twice in one object.</source>
        <translation>der Schlüssel &quot;%1&quot; kommt in einem Objekt zweimal vor.</translation>
    </message>
    <message>
        <source>nested more than %1 levels deep, the limit here.</source>
        <translation>mehr als %1 Ebenen tief verschachtelt, die Grenze hier.</translation>
    </message>
    <message>
        <source>more than %1 values, the limit here.</source>
        <translation>mehr als %1 Werte, die Grenze hier.</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging-Face-Ordner</translation>
    </message>
    <message>
        <source>The weights are quantised: the base is a dequantised, slightly lossy copy of the original.</source>
        <translation>Die Gewichte sind quantisiert: Das Ausgangsmodell ist eine dequantisierte, leicht verlustbehaftete Kopie des Originals.</translation>
    </message>
    <message>
        <source>The model brings no chat template: ChatML is used, unless you choose a preset template.</source>
        <translation>Das Modell bringt keine Chat-Vorlage mit: ChatML wird verwendet, wenn Sie keine mitgelieferte Vorlage wählen.</translation>
    </message>
    <message>
        <source>The tokenizer cannot be used: %1</source>
        <translation>Der Tokenizer ist nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>%1 holds weights, but no config.json; copy the model&apos;s other files too</source>
        <translation>%1 enthält Gewichte, aber keine config.json; kopieren Sie auch die anderen Dateien des Modells</translation>
    </message>
    <message>
        <source>%1 holds weights alone; choose its folder, with config.json and the tokenizer&apos;s files</source>
        <translation>%1 enthält nur Gewichte; wählen Sie den Ordner, mit config.json und den Dateien des Tokenizers</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a Hugging Face model folder nor a GGUF file</source>
        <translation>&quot;%1&quot; ist weder ein Hugging-Face-Modellordner noch eine GGUF-Datei</translation>
    </message>
    <message>
        <source>architecture &quot;%1&quot; is not supported yet; this build computes llama (also SmolLM2), mistral, qwen2 and qwen3</source>
        <translation>die Architektur &quot;%1&quot; wird noch nicht unterstützt; dieses Programm rechnet llama (auch SmolLM2), mistral, qwen2 und qwen3</translation>
    </message>
    <message>
        <source>quantised Hugging Face weights (quantization_config) are not supported; use the unquantised model or a GGUF file</source>
        <translation>quantisierte Hugging-Face-Gewichte (quantization_config) werden nicht unterstützt; nehmen Sie das unquantisierte Modell oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>mixture-of-experts models are not supported</source>
        <translation>Modelle aus mehreren Experten (MoE) werden nicht unterstützt</translation>
    </message>
    <message>
        <source>key and value heads of different width are not supported</source>
        <translation>verschieden breite Schlüssel- und Wertköpfe werden nicht unterstützt</translation>
    </message>
    <message>
        <source>partial rotary embedding is not supported</source>
        <translation>teilweise rotierende Einbettung wird nicht unterstützt</translation>
    </message>
    <message>
        <source>partial_rotary_factor is not supported</source>
        <translation>partial_rotary_factor wird nicht unterstützt</translation>
    </message>
    <message>
        <source>rope scaling &quot;%1&quot; is not supported</source>
        <translation>die RoPE-Skalierung &quot;%1&quot; wird nicht unterstützt</translation>
    </message>
    <message>
        <source>rope type &quot;%1&quot; is not supported (default, linear and llama3 are)</source>
        <translation>die RoPE-Art &quot;%1&quot; wird nicht unterstützt (default, linear und llama3 schon)</translation>
    </message>
    <message>
        <source>hidden_act &quot;%1&quot; is not supported (silu is)</source>
        <translation>hidden_act &quot;%1&quot; wird nicht unterstützt (silu schon)</translation>
    </message>
    <message>
        <source>use_sliding_window is not supported for %1</source>
        <translation>use_sliding_window wird für %1 nicht unterstützt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing</source>
        <translation>&quot;%1&quot; fehlt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a whole number</source>
        <translation>&quot;%1&quot; ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number</source>
        <translation>&quot;%1&quot; ist keine Zahl</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not true or false</source>
        <translation>&quot;%1&quot; ist weder wahr noch falsch</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a string</source>
        <translation>&quot;%1&quot; ist kein Text</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an object</source>
        <translation>&quot;%1&quot; ist kein Objekt</translation>
    </message>
    <message>
        <source>tensor %1 is missing; the model&apos;s files are incomplete</source>
        <translation>der Tensor %1 fehlt; die Dateien des Modells sind unvollständig</translation>
    </message>
    <message>
        <source>tensor %1 has shape %2, the configuration asks for %3</source>
        <translation>der Tensor %1 hat die Form %2, die Konfiguration verlangt %3</translation>
    </message>
    <message>
        <source>weights this build does not use, so the model would not be computed right: %1</source>
        <translation>Gewichte, die dieses Programm nicht verwendet, das Modell würde also falsch gerechnet: %1</translation>
    </message>
    <message>
        <source>the tokenizer has %1 tokens, the model&apos;s embedding only %2</source>
        <translation>der Tokenizer hat %1 Token, die Einbettung des Modells nur %2</translation>
    </message>
    <message>
        <source>%1 has its weights only as %2. Such files can run programs when opened, so they never are. Get the model as safetensors or GGUF, or convert it where you trust it.</source>
        <translation>%1 hat seine Gewichte nur als %2. Solche Dateien können beim Öffnen Programme ausführen, darum werden sie nie geöffnet. Holen Sie das Modell als safetensors oder GGUF, oder wandeln Sie es um, wo Sie ihm trauen.</translation>
    </message>
    <message>
        <source>%1 is %2. Such files can run programs when opened, so they never are. Use the model&apos;s safetensors or GGUF files, or convert it where you trust it.</source>
        <translation>%1 ist %2. Solche Dateien können beim Öffnen Programme ausführen, darum werden sie nie geöffnet. Nehmen Sie die safetensors- oder GGUF-Dateien des Modells, oder wandeln Sie es um, wo Sie ihm trauen.</translation>
    </message>
    <message>
        <source>neither %1 nor %2 is there. Choose the folder that holds the model&apos;s files.</source>
        <translation>weder %1 noch %2 ist da. Wählen Sie den Ordner mit den Dateien des Modells.</translation>
    </message>
    <message>
        <source>%1 is not a folder.</source>
        <translation>%1 ist kein Ordner.</translation>
    </message>
    <message>
        <source>%1 names the shard %2, which is not in the folder. Download it too.</source>
        <translation>%1 nennt das Teilstück %2, das nicht im Ordner ist. Laden Sie auch das herunter.</translation>
    </message>
    <message>
        <source>%1 is a GGUF file under another name. Rename it to .gguf.</source>
        <translation>%1 ist eine GGUF-Datei unter anderem Namen. Benennen Sie sie in .gguf um.</translation>
    </message>
    <message>
        <source>%1 does not begin with GGUF. Is it a GGUF file?</source>
        <translation>%1 beginnt nicht mit GGUF. Ist das eine GGUF-Datei?</translation>
    </message>
    <message>
        <source>the header does not begin with &apos;{&apos;. Is it a safetensors file?</source>
        <translation>der Kopf beginnt nicht mit &apos;{&apos;. Ist das eine safetensors-Datei?</translation>
    </message>
    <message>
        <source>%1 bytes, but a safetensors file begins with 8 bytes of header length. It is incomplete; copy it again.</source>
        <translation>%1 Bytes, aber eine safetensors-Datei beginnt mit 8 Bytes für die Länge des Kopfes. Sie ist unvollständig; kopieren Sie sie neu.</translation>
    </message>
    <message>
        <source>a header of %1 bytes is announced, but only %2 follow. It is incomplete; copy it again.</source>
        <translation>ein Kopf von %1 Bytes ist angekündigt, aber nur %2 folgen. Die Datei ist unvollständig; kopieren Sie sie neu.</translation>
    </message>
    <message>
        <source>the tensors need %1 bytes, but only %2 follow the header. It is incomplete; copy it again.</source>
        <translation>die Tensoren brauchen %1 Bytes, aber nach dem Kopf folgen nur %2. Die Datei ist unvollständig; kopieren Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 needs the file&apos;s bytes up to %2, but it has %3. It is incomplete; copy it again.</source>
        <translation>%1 braucht die Bytes der Datei bis %2, aber sie hat %3. Sie ist unvollständig; kopieren Sie sie neu.</translation>
    </message>
    <message>
        <source>the header length in bytes 0-7 is %1, above the format&apos;s limit of %2. It is damaged or no safetensors file.</source>
        <translation>die Länge des Kopfes in den Bytes 0-7 ist %1, über der Grenze des Formats von %2. Die Datei ist beschädigt oder keine safetensors-Datei.</translation>
    </message>
    <message>
        <source>GGUF version %1; versions 2 and 3 are read. Convert the model again.</source>
        <translation>GGUF-Fassung %1; gelesen werden die Fassungen 2 und 3. Wandeln Sie das Modell neu um.</translation>
    </message>
    <message>
        <source>%1 is stored as %2, which this program does not read. Use a file of type F16, Q8_0, Q4_0, Q4_K_M or Q6_K.</source>
        <translation>%1 ist als %2 gespeichert, was dieses Programm nicht liest. Nehmen Sie eine Datei der Art F16, Q8_0, Q4_0, Q4_K_M oder Q6_K.</translation>
    </message>
    <message>
        <source>%1 more bytes are needed, %2 are left. The file is incomplete; copy it again.</source>
        <translation>%1 weitere Bytes werden gebraucht, %2 sind übrig. Die Datei ist unvollständig; kopieren Sie sie neu.</translation>
    </message>
    <message>
        <source>No tokenizer in %1: tokenizer.json, tokenizer.model, vocab.json with merges.txt, or vocab.txt was expected. Copy it from the model&apos;s original folder.</source>
        <translation>Kein Tokenizer in %1: Erwartet wurde tokenizer.json, tokenizer.model, vocab.json mit merges.txt oder vocab.txt. Kopieren Sie ihn aus dem ursprünglichen Ordner des Modells.</translation>
    </message>
    <message>
        <source>There is no folder %1 to read a tokenizer from.</source>
        <translation>Es gibt keinen Ordner %1, aus dem ein Tokenizer zu lesen wäre.</translation>
    </message>
    <message>
        <source>the %1 &quot;%2&quot; is not supported; the text would not become the right tokens.</source>
        <translation>%1 &quot;%2&quot; wird nicht unterstützt; aus dem Text würden nicht die richtigen Token.</translation>
    </message>
    <message>
        <source>The GGUF file&apos;s tokenizer.ggml.pre is &quot;%1&quot;; known are gpt-2, smollm, llama-bpe, qwen2, deepseek-r1-qwen. With another way of splitting text the model would see wrong tokens: use the model&apos;s Hugging Face folder instead.</source>
        <translation>tokenizer.ggml.pre der GGUF-Datei ist &quot;%1&quot;; bekannt sind gpt-2, smollm, llama-bpe, qwen2, deepseek-r1-qwen. Anders zerlegt sähe das Modell falsche Token: Nehmen Sie stattdessen den Hugging-Face-Ordner des Modells.</translation>
    </message>
    <message>
        <source>the chat template has %1 bytes; allowed are %2</source>
        <translation>die Chat-Vorlage hat %1 Bytes; erlaubt sind %2</translation>
    </message>
    <message>
        <source>chat template: %1</source>
        <translation>Chat-Vorlage: %1</translation>
    </message>
    <message>
        <source>chat template, line %1</source>
        <translation>Chat-Vorlage, Zeile %1</translation>
    </message>
    <message>
        <source>cpu (%1 threads)</source>
        <translation>CPU (%1 Threads)</translation>
    </message>
    <message>
        <source>bf16, emulated: this CPU has no bf16 instructions</source>
        <translation>bf16, nachgeahmt: Diese CPU hat keine bf16-Befehle</translation>
    </message>
    <message>
        <source>bf16: chosen for the GPU</source>
        <translation>bf16: für die GPU gewählt</translation>
    </message>
    <message>
        <source>bf16: this CPU has bf16 instructions</source>
        <translation>bf16: Diese CPU hat bf16-Befehle</translation>
    </message>
    <message>
        <source>fp32: this CPU has no bf16 instructions</source>
        <translation>fp32: Diese CPU hat keine bf16-Befehle</translation>
    </message>
    <message>
        <source>CUDA is not available: %1 (./run --cuda in the program&apos;s sources fetches the CUDA libraries)</source>
        <translation>CUDA ist nicht verfügbar: %1 (./run --cuda bei den Quellen des Programms holt die CUDA-Bibliotheken)</translation>
    </message>
    <message>
        <source>libtorch_cuda.so did not load</source>
        <translation>libtorch_cuda.so ließ sich nicht laden</translation>
    </message>
    <message>
        <source>CUDA is not available: the libraries are here, but no NVIDIA driver or GPU answers</source>
        <translation>CUDA ist nicht verfügbar: Die Bibliotheken sind da, aber kein NVIDIA-Treiber und keine GPU antwortet</translation>
    </message>
    <message>
        <source>device &quot;%1&quot;: expected cuda:N with N a number</source>
        <translation>Gerät &quot;%1&quot;: erwartet wird cuda:N mit einer Zahl N</translation>
    </message>
    <message>
        <source>device &quot;%1&quot;: this machine has %2 CUDA device(s), numbered from 0</source>
        <translation>Gerät &quot;%1&quot;: Dieser Rechner hat %2 CUDA-Geräte, gezählt von 0 an</translation>
    </message>
    <message>
        <source>device &quot;%1&quot;: expected auto, cpu, cuda or cuda:N</source>
        <translation>Gerät &quot;%1&quot;: erwartet wird auto, cpu, cuda oder cuda:N</translation>
    </message>
    <message>
        <source>device &quot;%1&quot;</source>
        <translation>Gerät &quot;%1&quot;</translation>
    </message>
    <message>
        <source>compute &quot;%1&quot;: expected auto, fp32 or bf16</source>
        <translation>Rechentyp &quot;%1&quot;: erwartet wird auto, fp32 oder bf16</translation>
    </message>
    <message>
        <source>%1 already holds a run; choose another folder, or go on with it by resume</source>
        <translation>%1 enthält schon einen Lauf; wählen Sie einen anderen Ordner, oder setzen Sie ihn fort</translation>
    </message>
    <message>
        <source>the run folder %1 cannot be made: %2</source>
        <translation>der Ordner %1 des Laufs lässt sich nicht anlegen: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no run folder: it holds no options.json</source>
        <translation>&quot;%1&quot; ist kein Ordner eines Laufs: Er enthält keine options.json</translation>
    </message>
    <message>
        <source>this is no run folder; choose one</source>
        <translation>das ist kein Ordner eines Laufs; wählen Sie einen</translation>
    </message>
    <message>
        <source>this run is being trained right now</source>
        <translation>dieser Lauf wird gerade trainiert</translation>
    </message>
    <message>
        <source>it is being trained right now</source>
        <translation>er wird gerade trainiert</translation>
    </message>
    <message>
        <source>all its %1 steps are done</source>
        <translation>alle seine %1 Schritte sind getan</translation>
    </message>
    <message>
        <source>its time is used</source>
        <translation>seine Zeit ist verbraucht</translation>
    </message>
    <message>
        <source>give it more epochs to go on</source>
        <translation>geben Sie ihm mehr Epochen, um weiterzumachen</translation>
    </message>
    <message>
        <source>give it more epochs</source>
        <translation>geben Sie ihm mehr Epochen</translation>
    </message>
    <message>
        <source>there is no checkpoint of a step before %1</source>
        <translation>es gibt keinen Sicherungspunkt eines Schritts vor %1</translation>
    </message>
    <message>
        <source>there is no checkpoint of a step before %1 that can be used; of the newest: %2</source>
        <translation>es gibt keinen brauchbaren Sicherungspunkt eines Schritts vor %1; vom neuesten: %2</translation>
    </message>
    <message>
        <source>start a new run, or write checkpoints more often (checkpoint_every, keep_checkpoints)</source>
        <translation>beginnen Sie einen neuen Lauf, oder schreiben Sie öfter Sicherungspunkte (checkpoint_every, keep_checkpoints)</translation>
    </message>
    <message>
        <source>there is no checkpoint to go on from; the newest is damaged: %1</source>
        <translation>es gibt keinen Sicherungspunkt, von dem es weitergehen könnte; der neueste ist beschädigt: %1</translation>
    </message>
    <message>
        <source>going back needs a step after the first, found %1</source>
        <translation>zum Zurückgehen braucht es einen Schritt nach dem ersten, gefunden wurde %1</translation>
    </message>
    <message>
        <source>this is not the model the run began with (its weights differ), so it cannot be continued; restore the model or start a new run</source>
        <translation>das ist nicht das Modell, mit dem der Lauf begann (die Gewichte sind andere), er lässt sich also nicht fortsetzen; stellen Sie das Modell wieder her, oder beginnen Sie einen neuen Lauf</translation>
    </message>
    <message>
        <source>the run has done %1 steps already, and these options end it at %2; give it more epochs</source>
        <translation>der Lauf hat schon %1 Schritte getan, und diese Optionen beenden ihn bei %2; geben Sie ihm mehr Epochen</translation>
    </message>
    <message>
        <source>the training data are not those the run began with (their tokens differ), so it cannot be continued; restore the file or start a new run</source>
        <translation>die Trainingsdaten sind nicht die, mit denen der Lauf begann (ihre Token sind andere), er lässt sich also nicht fortsetzen; stellen Sie die Datei wieder her, oder beginnen Sie einen neuen Lauf</translation>
    </message>
    <message>
        <source>the run has no adapter yet</source>
        <translation>der Lauf hat noch keinen Adapter</translation>
    </message>
    <message>
        <source>the run has neither an adapter nor a checkpoint yet</source>
        <translation>der Lauf hat noch weder einen Adapter noch einen Sicherungspunkt</translation>
    </message>
    <message>
        <source>%1 is being written by another job; wait for its end, or stop it there</source>
        <translation>%1 wird gerade von einem anderen Auftrag geschrieben; warten Sie sein Ende ab, oder halten Sie ihn dort an</translation>
    </message>
    <message>
        <source>%1 is listed in %2 but is not there.</source>
        <translation>%1 steht in %2, ist aber nicht da.</translation>
    </message>
    <message>
        <source>%1 bytes, but %2 says %3. The file is damaged or was edited.</source>
        <translation>%1 Bytes, aber %2 sagt %3. Die Datei ist beschädigt oder wurde verändert.</translation>
    </message>
    <message>
        <source>the SHA-256 differs from the one in %1. The file is damaged or was edited.</source>
        <translation>die SHA-256 ist eine andere als in %1. Die Datei ist beschädigt oder wurde verändert.</translation>
    </message>
    <message>
        <source>no adapter_config.json; expected an adapter folder</source>
        <translation>keine adapter_config.json; erwartet wird ein Adapterordner</translation>
    </message>
    <message>
        <source>adapters of type &quot;%1&quot; are not supported</source>
        <translation>Adapter der Art &quot;%1&quot; werden nicht unterstützt</translation>
    </message>
    <message>
        <source>tensor %1 holds numbers that are not finite</source>
        <translation>Tensor %1 enthält Zahlen, die nicht endlich sind</translation>
    </message>
    <message>
        <source>tensor %1 is missing</source>
        <translation>der Tensor %1 fehlt</translation>
    </message>
    <message>
        <source>tensor %1 has another shape than this model and rank ask for</source>
        <translation>der Tensor %1 hat eine andere Form, als dieses Modell und der Rang verlangen</translation>
    </message>
    <message>
        <source>tensor %1 belongs to no part of this adapter</source>
        <translation>der Tensor %1 gehört zu keinem Teil dieses Adapters</translation>
    </message>
    <message>
        <source>Python pickle can run code and is never opened; convert it to safetensors</source>
        <translation>Python-Pickle kann Code ausführen und wird nie geöffnet; wandeln Sie ihn in safetensors um</translation>
    </message>
    <message>
        <source>the adapter&apos;s strength should be a number, 1 as trained</source>
        <translation>die Stärke des Adapters sollte eine Zahl sein, 1 wie trainiert</translation>
    </message>
    <message>
        <source>this adapter puts other weights in the place of the base&apos;s, so there is no term to scale; compare strength 1 with the base model</source>
        <translation>dieser Adapter setzt andere Gewichte an die Stelle der ursprünglichen, es gibt also keinen Teil zum Skalieren; vergleichen Sie Stärke 1 mit dem Ausgangsmodell</translation>
    </message>
    <message>
        <source>this adapter has no task vectors; only LoRATRF with its filter on has them</source>
        <translation>dieser Adapter hat keine Aufgabenvektoren; nur LoRATRF mit eingeschaltetem Filter hat sie</translation>
    </message>
    <message>
        <source>there is no prompt to continue</source>
        <translation>es gibt keinen Prompt zum Fortsetzen</translation>
    </message>
    <message>
        <source>a prompt without tokens cannot be continued</source>
        <translation>ein Prompt ohne Token lässt sich nicht fortsetzen</translation>
    </message>
    <message>
        <source>there is no adapter to watch: give a run or an adapter folder</source>
        <translation>es gibt keinen Adapter zum Zusehen: Geben Sie einen Lauf oder einen Adapterordner an</translation>
    </message>
    <message>
        <source>the text has no tokens</source>
        <translation>der Text hat keine Token</translation>
    </message>
    <message>
        <source>this method trains weights of the base model: nothing of it acts on single tokens</source>
        <translation>diese Methode trainiert Gewichte des Ausgangsmodells: Nichts davon wirkt auf einzelne Token</translation>
    </message>
    <message>
        <source>the rows&apos; figures would overwrite what they are made from</source>
        <translation>die Zahlen der Zeilen würden überschreiben, woraus sie entstehen</translation>
    </message>
    <message>
        <source>no file can be written there; choose another place</source>
        <translation>dort lässt sich keine Datei schreiben; wählen Sie einen anderen Ort</translation>
    </message>
    <message>
        <source>There is no adapter, only a model.</source>
        <translation>Es gibt keinen Adapter, nur ein Modell.</translation>
    </message>
    <message>
        <source>%1 is not, or not only, a sum of low-rank changes, and that is all a GGUF adapter can hold.</source>
        <translation>%1 ist keine oder nicht nur eine Summe niedrigrangiger Änderungen, und nur die kann ein GGUF-Adapter halten.</translation>
    </message>
    <message>
        <source>%1 is not, or not only, a sum of low-rank changes, and that is all a GGUF adapter can hold. Export a merged model, or the adapter&apos;s own folder.</source>
        <translation>%1 ist keine oder nicht nur eine Summe niedrigrangiger Änderungen, und nur die kann ein GGUF-Adapter halten. Exportieren Sie ein verschmolzenes Modell oder den eigenen Ordner des Adapters.</translation>
    </message>
    <message>
        <source>%1 cannot be a GGUF adapter: %2</source>
        <translation>%1 kann kein GGUF-Adapter sein: %2</translation>
    </message>
    <message>
        <source>%1 cannot be merged: %2</source>
        <translation>%1 lässt sich nicht verschmelzen: %2</translation>
    </message>
    <message>
        <source>%1 decides nothing from the prompt, so what is written serves every prompt; leave the prompt out</source>
        <translation>%1 entscheidet nichts nach dem Prompt, das Geschriebene gilt also für jeden Prompt; lassen Sie den Prompt weg</translation>
    </message>
    <message>
        <source>this method&apos;s update depends on the input, so no weight can hold it: export the adapter instead</source>
        <translation>die Änderung dieser Methode hängt von der Eingabe ab, kein Gewicht kann sie also halten: Exportieren Sie stattdessen den Adapter</translation>
    </message>
    <message>
        <source>which of its updates apply follows from the prompt, so a weight can hold them for one prompt alone: give that prompt (--prompt), or export the adapter instead</source>
        <translation>welche seiner Änderungen gelten, folgt aus dem Prompt, ein Gewicht kann sie also nur für einen Prompt halten: Geben Sie diesen Prompt an (--prompt), oder exportieren Sie stattdessen den Adapter</translation>
    </message>
    <message>
        <source>a GGUF adapter cannot change the embeddings as training did; export the merged model instead</source>
        <translation>ein GGUF-Adapter kann die Einbettungen nicht so ändern wie das Training; exportieren Sie stattdessen das verschmolzene Modell</translation>
    </message>
    <message>
        <source>Write the one prompt that the files shall be right for.</source>
        <translation>Schreiben Sie den einen Prompt, für den die Dateien stimmen sollen.</translation>
    </message>
    <message>
        <source>%1 is not empty; choose a new folder, so that nothing of yours is overwritten</source>
        <translation>%1 ist nicht leer; wählen Sie einen neuen Ordner, damit nichts von Ihnen überschrieben wird</translation>
    </message>
    <message>
        <source>%1 already exists and is not an empty folder. Choose another name, or remove it first.</source>
        <translation>%1 gibt es schon, und es ist kein leerer Ordner. Wählen Sie einen anderen Namen, oder entfernen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>There is too little room on the disk of %1; choose another disk or a smaller type</source>
        <translation>Auf dem Datenträger von %1 ist zu wenig Platz; wählen Sie einen anderen Datenträger oder einen kleineren Typ</translation>
    </message>
    <message>
        <source>%1 are needed there, but only %2 are free. Make room, or choose another disk.</source>
        <translation>dort werden %1 gebraucht, aber nur %2 sind frei. Schaffen Sie Platz, oder wählen Sie einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>%1 is the folder of the base model; choose another folder</source>
        <translation>%1 ist der Ordner des Ausgangsmodells; wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>the run has no adapter yet; let it finish, or stop it so that it keeps one</source>
        <translation>der Lauf hat noch keinen Adapter; lassen Sie ihn zu Ende laufen, oder halten Sie ihn an, damit er einen behält</translation>
    </message>
    <message>
        <source>%1 is a model without adapter; name a run, or the adapter&apos;s folder as well</source>
        <translation>%1 ist ein Modell ohne Adapter; nennen Sie einen Lauf oder auch den Ordner des Adapters</translation>
    </message>
    <message>
        <source>%1 is a model without adapter, the same for every prompt; leave the prompt out</source>
        <translation>%1 ist ein Modell ohne Adapter, für jeden Prompt dasselbe; lassen Sie den Prompt weg</translation>
    </message>
    <message>
        <source>the adapter&apos;s own folder serves every prompt; leave the prompt out, or choose a merged model or a GGUF file</source>
        <translation>der eigene Ordner des Adapters gilt für jeden Prompt; lassen Sie den Prompt weg, oder wählen Sie ein verschmolzenes Modell oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>the type &quot;%1&quot; is not known; bf16, fp16, fp32 and q8_0 (GGUF models) are</source>
        <translation>der Typ &quot;%1&quot; ist nicht bekannt; bekannt sind bf16, fp16, fp32 und q8_0 (GGUF-Modelle)</translation>
    </message>
    <message>
        <source>q8_0 is for GGUF models alone; choose bf16, fp16 or fp32</source>
        <translation>q8_0 gibt es nur für GGUF-Modelle; wählen Sie bf16, fp16 oder fp32</translation>
    </message>
    <message>
        <source>llama.cpp applies it to a GGUF file of the same base model (--lora).</source>
        <translation>llama.cpp wendet ihn auf eine GGUF-Datei desselben Ausgangsmodells an (--lora).</translation>
    </message>
    <message>
        <source>llama.cpp and programs built on it open the file.</source>
        <translation>llama.cpp und darauf gebaute Programme öffnen die Datei.</translation>
    </message>
    <message>
        <source>transformers opens the folder as a model; so does this program.</source>
        <translation>transformers öffnet den Ordner als Modell; dieses Programm auch.</translation>
    </message>
    <message>
        <source>%1 decides from the prompt which of its updates apply: this is right for the given prompt alone, and wrong for others (README.md).</source>
        <translation>%1 entscheidet nach dem Prompt, welche seiner Änderungen gelten: Dies stimmt nur für den angegebenen Prompt und für andere nicht (README.md).</translation>
    </message>
    <message>
        <source>the merged weight holds values that are not finite; the training has diverged. Use an earlier checkpoint.</source>
        <translation>das verschmolzene Gewicht enthält Werte, die nicht endlich sind; das Training ist auseinandergelaufen. Nehmen Sie einen früheren Sicherungspunkt.</translation>
    </message>
    <message>
        <source>The value %1 cannot be stored as %2. Choose BF16 or F32, or look into the training that led to it.</source>
        <translation>Der Wert %1 lässt sich nicht als %2 speichern. Wählen Sie BF16 oder F32, oder sehen Sie nach, wie das Training dazu kam.</translation>
    </message>
    <message>
        <source>name the methods to compare, with commas between (see `loratrf methods`)</source>
        <translation>nennen Sie die Methoden zum Vergleichen, mit Kommas dazwischen (siehe `loratrf methods`)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is named twice</source>
        <translation>&quot;%1&quot; ist zweimal genannt</translation>
    </message>
    <message>
        <source>a comparison divides one file of rows; put all rows into it</source>
        <translation>ein Vergleich teilt eine einzige Datei mit Zeilen auf; schreiben Sie alle Zeilen hinein</translation>
    </message>
    <message>
        <source>should lie between 1 and 1000, is %1</source>
        <translation>sollte zwischen 1 und 1000 liegen, ist %1</translation>
    </message>
    <message>
        <source>%1 is given twice</source>
        <translation>%1 ist zweimal angegeben</translation>
    </message>
    <message>
        <source>is 0, but several learning rates can only be judged by evaluation rows</source>
        <translation>ist 0, aber mehrere Lernraten lassen sich nur an Auswertungszeilen beurteilen</translation>
    </message>
    <message>
        <source>every method of a comparison begins anew; leave the adapter out</source>
        <translation>jede Methode eines Vergleichs beginnt von vorn; lassen Sie den Adapter weg</translation>
    </message>
    <message>
        <source>the time budget needs the seconds that each trial may train, above 0</source>
        <translation>das Zeitbudget braucht die Sekunden, die jeder Versuch trainieren darf, über 0</translation>
    </message>
    <message>
        <source>has a meaning only with the time budget</source>
        <translation>hat nur mit dem Zeitbudget einen Sinn</translation>
    </message>
    <message>
        <source>should be above 0 and leave rows to train on, is %1 beside an eval_share of %2</source>
        <translation>sollte über 0 sein und Zeilen zum Trainieren lassen, ist %1 neben einem eval_share von %2</translation>
    </message>
    <message>
        <source>name the folder of the comparison</source>
        <translation>nennen Sie den Ordner des Vergleichs</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not empty and holds no comparison; choose another</source>
        <translation>&quot;%1&quot; ist nicht leer und enthält keinen Vergleich; wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>has no rank, takes part as it is</source>
        <translation>hat keinen Rang, nimmt teil, wie es ist</translation>
    </message>
    <message>
        <source>%1 with rank %2</source>
        <translation>%1 mit Rang %2</translation>
    </message>
    <message>
        <source>%1, budget of rank %2</source>
        <translation>%1, Budget von Rang %2</translation>
    </message>
    <message>
        <source>%1, learning rate %2</source>
        <translation>%1, Lernrate %2</translation>
    </message>
    <message>
        <source>%1 already holds an event file of TensorBoard, %2; choose another folder</source>
        <translation>%1 enthält schon eine Ereignisdatei von TensorBoard, %2; wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>its journal holds no figures yet; let it train a while</source>
        <translation>sein Journal enthält noch keine Zahlen; lassen Sie ihn eine Weile trainieren</translation>
    </message>
    <message>
        <source>over the budget of %1</source>
        <translation>über dem Umfang von %1</translation>
    </message>
    <message>
        <source>%1 cannot be made: %2</source>
        <translation>%1 lässt sich nicht anlegen: %2</translation>
    </message>
    <message>
        <source>this comparison began with other options (%1 differ from its compare.json); give those again, or choose another folder</source>
        <translation>dieser Vergleich begann mit anderen Optionen (%1 sind anders als in seiner compare.json); geben Sie die alten an, oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>kind of token</source>
        <translation>Art des Tokens</translation>
    </message>
    <message>
        <source>part of the row</source>
        <translation>Teil der Zeile</translation>
    </message>
    <message>
        <source>control tokens</source>
        <translation>Steuer-Token</translation>
    </message>
    <message>
        <source>parts of characters</source>
        <translation>Teile von Zeichen</translation>
    </message>
    <message>
        <source>white space</source>
        <translation>Leerraum</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>Satzzeichen</translation>
    </message>
    <message>
        <source>trained on</source>
        <translation>zum Lernen</translation>
    </message>
    <message>
        <source>only read</source>
        <translation>nur gelesen</translation>
    </message>
    <message>
        <source>%1 rows %2 with the %3 token twice; take it out of the rows, or choose another template</source>
        <translation>In %1 Zeilen steht am %2 das Token für %3 doppelt; nehmen Sie es aus den Zeilen, oder wählen Sie eine andere Vorlage</translation>
    </message>
    <message>
        <source>begin</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>end</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>begin-of-sequence</source>
        <translation>den Anfang</translation>
    </message>
    <message>
        <source>end-of-sequence</source>
        <translation>das Ende</translation>
    </message>
    <message>
        <source>Cannot %1: %2.</source>
        <translation>Es gelang nicht, %1: %2.</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>%1 zu öffnen</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>%1 zu lesen</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>%1 zu schreiben</translation>
    </message>
    <message>
        <source>close %1</source>
        <translation>%1 zu schließen</translation>
    </message>
    <message>
        <source>replace %1</source>
        <translation>%1 zu ersetzen</translation>
    </message>
    <message>
        <source>create %1</source>
        <translation>%1 anzulegen</translation>
    </message>
    <message>
        <source>create a file beside %1</source>
        <translation>neben %1 eine Datei anzulegen</translation>
    </message>
    <message>
        <source>examine %1</source>
        <translation>%1 anzusehen</translation>
    </message>
    <message>
        <source>make durable %1</source>
        <translation>%1 dauerhaft zu schreiben</translation>
    </message>
    <message>
        <source>%1 is %2; a file was expected.</source>
        <translation>%1 ist %2; erwartet wurde eine Datei.</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>no regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>a zip archive, as torch.save writes</source>
        <translation>ein Zip-Archiv, wie torch.save es schreibt</translation>
    </message>
    <message>
        <source>a Python pickle</source>
        <translation>ein Python-Pickle</translation>
    </message>
    <message>
        <source>%1, %2 tokens, from %3</source>
        <translation>%1, %2 Token, aus %3</translation>
    </message>
    <message>
        <source>byte-level BPE</source>
        <translation>BPE auf Bytes</translation>
    </message>
    <message>
        <source>SentencePiece-style BPE</source>
        <translation>BPE nach Art von SentencePiece</translation>
    </message>
    <message>
        <source>the GGUF file</source>
        <translation>der GGUF-Datei</translation>
    </message>
    <message>
        <source>vocab.json and merges.txt</source>
        <translation>vocab.json und merges.txt</translation>
    </message>
    <message>
        <source>%1 of %2 layers: %3</source>
        <translation>%1 von %2 Schichten: %3</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>Feed-forward-Teile</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>ganze Schichten</translation>
    </message>
    <message>
        <source>%1 with recompute %2</source>
        <translation>%1, dazu neu berechnet: %2</translation>
    </message>
    <message>
        <source>needs about %1 of %2 free memory, %3</source>
        <translation>braucht etwa %1 von %2 freiem Speicher, %3</translation>
    </message>
    <message>
        <source>with %1 computed again in the backward pass, as the options say</source>
        <translation>wobei im Rückwärtslauf %1 neu berechnet wird, wie es die Optionen sagen</translation>
    </message>
    <message>
        <source>so %1 is computed again in the backward pass</source>
        <translation>darum wird im Rückwärtslauf %1 neu berechnet</translation>
    </message>
    <message>
        <source>rows: a number of rows, or 0 for all, is needed, found %1</source>
        <translation>Zeilen: Gebraucht wird eine Anzahl, oder 0 für alle; es ist %1</translation>
    </message>
    <message>
        <source>No gradient is finite.</source>
        <translation>Kein Gradient ist endlich.</translation>
    </message>
    <message>
        <source>The gradient of %1 is not finite.</source>
        <translation>Der Gradient von %1 ist nicht endlich.</translation>
    </message>
    <message>
        <source>All gradients are 0.</source>
        <translation>Alle Gradienten sind 0.</translation>
    </message>
    <message>
        <source>The largest gradient is that of %1, %2 % of the norm of all.</source>
        <translation>Der größte Gradient ist der von %1, %2 % der Norm aller.</translation>
    </message>
    <message>
        <source>This was computed again with the weights after step %1.</source>
        <translation>Das wurde mit den Gewichten nach Schritt %1 neu berechnet.</translation>
    </message>
    <message>
        <source>Rows at %1.</source>
        <translation>Betroffen: %1.</translation>
    </message>
    <message>
        <source>Rows at %1</source>
        <translation>Betroffen: %1</translation>
    </message>
    <message>
        <source>filters closed for every token from step %1 on, in %2 reports in a row: %3.</source>
        <translation>Filter, die von Schritt %1 an für jedes Token geschlossen sind, in %2 Meldungen hintereinander: %3.</translation>
    </message>
    <message>
        <source>A filter that stays closed gets no gradient and cannot open again by itself.</source>
        <translation>Ein Filter, der geschlossen bleibt, bekommt keinen Gradienten und kann sich nicht von selbst wieder öffnen.</translation>
    </message>
    <message>
        <source>None of them was open in any report since the run began or was resumed.</source>
        <translation>Keiner davon war in einer Meldung offen, seit der Lauf begann oder fortgesetzt wurde.</translation>
    </message>
    <message>
        <source>Likely cause: a task vector that no token meets from the start.</source>
        <translation>Wahrscheinliche Ursache: ein Aufgabenvektor, den von Anfang an kein Token trifft.</translation>
    </message>
    <message>
        <source>The update of step %1 closed them, with the rows at %2.</source>
        <translation>Die Änderung von Schritt %1 hat sie geschlossen, mit %2.</translation>
    </message>
    <message>
        <source>One of the updates of steps %1 to %2 closed them; the first of these had the rows at %3.</source>
        <translation>Eine der Änderungen der Schritte %1 bis %2 hat sie geschlossen; die erste davon mit %3.</translation>
    </message>
    <message>
        <source>Likely causes: a learning rate that is too high, or rows unlike the others.</source>
        <translation>Wahrscheinliche Ursachen: eine zu hohe Lernrate oder Zeilen, die anders sind als die übrigen.</translation>
    </message>
    <message>
        <source>the fields %1 are not known</source>
        <translation>die Felder %1 sind nicht bekannt</translation>
    </message>
    <message>
        <source>expected messages, conversations, instruction and output, prompt and completion, preference pairs or text</source>
        <translation>erwartet werden messages, conversations, instruction und output, prompt und completion, Präferenzpaare oder Text</translation>
    </message>
    <message>
        <source>not valid JSON at %1: %2</source>
        <translation>kein gültiges JSON in %1: %2</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>there is no results.json</source>
        <translation>es gibt keine results.json</translation>
    </message>
    <message>
        <source>choose the folder of a comparison</source>
        <translation>wählen Sie den Ordner eines Vergleichs</translation>
    </message>
    <message>
        <source>the comparison has not finished: the command or form that began it goes on with it</source>
        <translation>der Vergleich ist nicht zu Ende: Der Befehl oder das Formular, mit dem er begann, macht damit weiter</translation>
    </message>
    <message>
        <source>the export would need about %1 of memory, %2 are free: end other programs or use a machine with more memory</source>
        <translation>der Export bräuchte etwa %1 Speicher, %2 sind frei: Beenden Sie andere Programme, oder nehmen Sie einen Rechner mit mehr Speicher</translation>
    </message>
    <message>
        <source>the adapter&apos;s own folder without the comparison needs next to none</source>
        <translation>der eigene Ordner des Adapters ohne den Vergleich braucht fast keinen</translation>
    </message>
    <message>
        <source>lines %1</source>
        <translation>Zeilen %1</translation>
    </message>
    <message>
        <source>lines %1 of %2</source>
        <translation>Zeilen %1 von %2</translation>
    </message>
    <message>
        <source>should be %1 or %2, is &quot;%3&quot;</source>
        <translation>sollte %1 oder %2 sein, ist &quot;%3&quot;</translation>
    </message>
    <message>
        <source>there is no method &quot;%1&quot;; expected %2 or %3</source>
        <translation>es gibt keine Methode &quot;%1&quot;; erwartet wird %2 oder %3</translation>
    </message>
    <message>
        <source>there is no template &quot;%1&quot;; expected %2 or %3</source>
        <translation>es gibt keine Vorlage &quot;%1&quot;; erwartet wird %2 oder %3</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>das ist ein Ordner</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>das ist kein Ordner</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>der Datenträger lässt sich nur lesen</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein- oder Ausgabefehler</translation>
    </message>
    <message>
        <source>Out of memory. A smaller token budget, a shorter maximum length or bf16 needs less.</source>
        <translation>Der Speicher ist ausgegangen. Ein kleineres Token-Budget, eine kleinere größte Länge oder bf16 braucht weniger.</translation>
    </message>
    <message>
        <source>Failed without a message</source>
        <translation>Ohne Meldung gescheitert</translation>
    </message>
    <message>
        <source>Failed for an unknown reason</source>
        <translation>Aus unbekanntem Grund gescheitert</translation>
    </message>
    <message>
        <source>%1 lines of the journal cannot be read</source>
        <translation>%1 Zeilen des Journals lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>Its process ended without a word, at step %1.</source>
        <translation>Sein Prozess endete ohne Meldung, bei Schritt %1.</translation>
    </message>
    <message>
        <source>The project folder %1 cannot be made; choose another one</source>
        <translation>Der Projektordner %1 lässt sich nicht anlegen; wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is missing (on Debian the package libqt6sql6-sqlite)</source>
        <translation>Der SQLite-Treiber von Qt fehlt (bei Debian das Paket libqt6sql6-sqlite)</translation>
    </message>
    <message>
        <source>the file cannot be written</source>
        <translation>die Datei lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>is of version %1, this program reads version %2</source>
        <translation>hat die Fassung %1, dieses Programm liest die Fassung %2</translation>
    </message>
    <message>
        <source>two runs have the id %1</source>
        <translation>zwei Läufe haben die Nummer %1</translation>
    </message>
    <message>
        <source>%1 is no id of a queued run</source>
        <translation>%1 ist keine Nummer eines Laufs in der Warteschlange</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no state of a queued run</source>
        <translation>&quot;%1&quot; ist kein Zustand eines Laufs in der Warteschlange</translation>
    </message>
    <message>
        <source>capitalised words</source>
        <translation>großgeschriebene Wörter</translation>
    </message>
    <message>
        <source>a number of rows, or 0 for all, is needed, found %1</source>
        <translation>nötig ist eine Anzahl Zeilen oder 0 für alle, gefunden wurde %1</translation>
    </message>
    <message>
        <source>AdaLoRA together with DoRA (&quot;use_dora&quot;: true) is no method: DoRA&apos;s magnitudes belong to a W + B A of fixed rank. PEFT refuses it too</source>
        <translation>AdaLoRA zusammen mit DoRA (&quot;use_dora&quot;: true) ist keine Methode: Die Beträge von DoRA gehören zu W + B A von festem Rang. Auch PEFT weist das ab</translation>
    </message>
    <message>
        <source>AdaLoRA with trained biases or modules is not supported</source>
        <translation>AdaLoRA mit trainierten Biases oder Modulen wird nicht unterstützt</translation>
    </message>
    <message>
        <source>VeRA with trained biases or modules is not supported</source>
        <translation>VeRA mit trainierten Biases oder Modulen wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the projections are missing; save with save_projection=True</source>
        <translation>die Projektionen fehlen; speichern Sie mit save_projection=True</translation>
    </message>
    <message>
        <source>this adapter (%1) is more than low-rank updates of projections: a term that depends on the input, magnitudes, or biases and modules that train as a whole; such adapters cannot be added up</source>
        <translation>dieser Adapter (%1) ist mehr als niedrigrangige Änderungen von Projektionen: ein Teil, der von der Eingabe abhängt, Beträge, oder Biases und Module, die ganz trainieren; solche Adapter lassen sich nicht zusammenzählen</translation>
    </message>
    <message>
        <source>the adapters have ranks %1 and %2 there, so their factors cannot be summed; concatenate them</source>
        <translation>die Adapter haben dort die Ränge %1 und %2, ihre Faktoren lassen sich also nicht addieren; hängen Sie sie aneinander</translation>
    </message>
    <message>
        <source>%1 is no LoRA adapter in GGUF form</source>
        <translation>%1 ist kein LoRA-Adapter als GGUF</translation>
    </message>
    <message>
        <source>%1 is an adapter for models of another architecture than this %2</source>
        <translation>%1 ist ein Adapter für Modelle einer anderen Architektur als dieses %2</translation>
    </message>
    <message>
        <source>%1 changes weights that this model does not have</source>
        <translation>%1 ändert Gewichte, die dieses Modell nicht hat</translation>
    </message>
    <message>
        <source>%1 is no linear layer of the base model</source>
        <translation>%1 ist keine lineare Schicht des Ausgangsmodells</translation>
    </message>
    <message>
        <source>the factors do not fit the base model&apos;s weight</source>
        <translation>die Faktoren passen nicht zum Gewicht des Ausgangsmodells</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported</source>
        <translation>&quot;%1&quot; wird nicht unterstützt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported for IA3</source>
        <translation>&quot;%1&quot; wird für IA3 nicht unterstützt</translation>
    </message>
    <message>
        <source>&quot;init_lora_weights&quot; is %1, which changes the base model&apos;s weights too; convert the adapter to plain LoRA with PEFT</source>
        <translation>&quot;init_lora_weights&quot; ist %1 und ändert auch die Gewichte des Ausgangsmodells; wandeln Sie den Adapter mit PEFT in gewöhnliches LoRA um</translation>
    </message>
    <message>
        <source>the values of %1 belong to no part of the adapter this configuration describes</source>
        <translation>die Werte von %1 gehören zu keinem Teil des Adapters, den diese Konfiguration beschreibt</translation>
    </message>
    <message>
        <source>&quot;modules_to_save&quot;: &quot;%1&quot; is not supported; lm_head and embed_tokens are</source>
        <translation>&quot;modules_to_save&quot;: &quot;%1&quot; wird nicht unterstützt; lm_head und embed_tokens schon</translation>
    </message>
    <message>
        <source>format_version is not 1; written by a newer program?</source>
        <translation>format_version ist nicht 1; von einem neueren Programm geschrieben?</translation>
    </message>
    <message>
        <source>format_version is %1, expected 1; written by a newer program?</source>
        <translation>format_version ist %1, erwartet wird 1; von einem neueren Programm geschrieben?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is of the wrong kind: %2</source>
        <translation>&quot;%1&quot; ist von der falschen Art: %2</translation>
    </message>
    <message>
        <source>method &quot;%1&quot; is unknown; this build has %2</source>
        <translation>die Methode &quot;%1&quot; ist unbekannt; dieses Programm hat %2</translation>
    </message>
    <message>
        <source>method %1 has no option &quot;%2&quot;</source>
        <translation>die Methode %1 hat keine Option &quot;%2&quot;</translation>
    </message>
    <message>
        <source>option &quot;%1&quot; of method %2 has the wrong type</source>
        <translation>die Option &quot;%1&quot; der Methode %2 ist von der falschen Art</translation>
    </message>
    <message>
        <source>name two adapters or more to combine</source>
        <translation>nennen Sie zwei Adapter oder mehr</translation>
    </message>
    <message>
        <source>there are %1 adapters and %2 weights; give one weight for each</source>
        <translation>es sind %1 Adapter und %2 Gewichte; geben Sie für jeden eins an</translation>
    </message>
    <message>
        <source>the base model &quot;%1&quot; that %2 names is not there; name it with --model</source>
        <translation>das Ausgangsmodell &quot;%1&quot;, das %2 nennt, ist nicht da; nennen Sie es mit --model</translation>
    </message>
    <message>
        <source>expected %1, found &quot;%2&quot;</source>
        <translation>erwartet wird %1, gefunden wurde &quot;%2&quot;</translation>
    </message>
    <message>
        <source>the text is not UTF-8</source>
        <translation>der Text ist kein UTF-8</translation>
    </message>
    <message>
        <source>a text is not UTF-8, so it cannot be stored; rename the file or folder</source>
        <translation>ein Text ist kein UTF-8 und lässt sich nicht speichern; benennen Sie die Datei oder den Ordner um</translation>
    </message>
    <message>
        <source>&quot;%1&quot; should be %2, found %3</source>
        <translation>&quot;%1&quot; sollte %2 sein, gefunden wurde %3</translation>
    </message>
    <message>
        <source>expected a JSON object, found %1</source>
        <translation>erwartet wird ein JSON-Objekt, gefunden wurde %1</translation>
    </message>
    <message>
        <source>&quot;format&quot; should be &quot;%1&quot;, found %2</source>
        <translation>&quot;format&quot; sollte &quot;%1&quot; sein, gefunden wurde %2</translation>
    </message>
    <message>
        <source>this program reads version %1, found %2</source>
        <translation>dieses Programm liest die Fassung %1, gefunden wurde %2</translation>
    </message>
    <message>
        <source>there is no option &quot;%1&quot;</source>
        <translation>es gibt keine Option &quot;%1&quot;</translation>
    </message>
    <message>
        <source>there is no such option; `loratrf train --list-options` names them all</source>
        <translation>es gibt diese Option nicht; `loratrf train --list-options` nennt alle</translation>
    </message>
    <message>
        <source>stopped now, the run would keep no checkpoint of a step before %1, so it was left as it is; write checkpoints more often, or keep more of them (checkpoint_every, keep_checkpoints)</source>
        <translation>jetzt angehalten, behielte der Lauf keinen Sicherungspunkt eines Schritts vor %1, darum blieb er, wie er ist; schreiben Sie öfter Sicherungspunkte, oder behalten Sie mehr davon (checkpoint_every, keep_checkpoints)</translation>
    </message>
    <message>
        <source>attention takes about twice as long as it could: LibTorch&apos;s kernel computes it, as oneDNN has no small products for this CPU</source>
        <translation>Attention braucht etwa doppelt so lange wie möglich: LibTorch rechnet sie, da oneDNN für diese CPU keine kleinen Produkte hat</translation>
    </message>
    <message>
        <source>logits differ by %1 of the largest</source>
        <translation>Logits unterscheiden sich um %1 des größten</translation>
    </message>
    <message>
        <source>the adapter moves the logits by %1 of their size, and %2 of that is found</source>
        <translation>der Adapter bewegt die Logits um %1 ihrer Größe, und %2 davon fanden sich</translation>
    </message>
    <message>
        <source>at %1 of %2 places another token is the likeliest</source>
        <translation>an %1 von %2 Stellen ist ein anderes Token das wahrscheinlichste</translation>
    </message>
    <message>
        <source>GGUF adapters are written as f32, f16 or bf16, not %1.</source>
        <translation>GGUF-Adapter werden als f32, f16 oder bf16 geschrieben, nicht als %1.</translation>
    </message>
    <message>
        <source>GGUF models are written as f32, f16, bf16 or q8_0, not %1.</source>
        <translation>GGUF-Modelle werden als f32, f16, bf16 oder q8_0 geschrieben, nicht als %1.</translation>
    </message>
    <message>
        <source>The GGUF file has biases that transformers&apos; class for %1 cannot express; export as GGUF instead.</source>
        <translation>Die GGUF-Datei hat Biases, die die transformers-Klasse für %1 nicht ausdrücken kann; exportieren Sie stattdessen als GGUF.</translation>
    </message>
    <message>
        <source>The GGUF file has an attention window, which this program does not write for %1; export as GGUF instead.</source>
        <translation>Die GGUF-Datei hat ein Attention-Fenster, das dieses Programm für %1 nicht schreibt; exportieren Sie stattdessen als GGUF.</translation>
    </message>
    <message>
        <source>A Hugging Face folder holds bf16, fp16 or fp32 weights, not %1; for that choose GGUF.</source>
        <translation>Ein Hugging-Face-Ordner hält Gewichte als bf16, fp16 oder fp32, nicht als %1; wählen Sie dafür GGUF.</translation>
    </message>
    <message>
        <source>The RoPE factors of the GGUF file follow no llama3 rule this program can state in a config.json. Export as GGUF, or use the model&apos;s Hugging Face folder.</source>
        <translation>Die RoPE-Faktoren der GGUF-Datei folgen keiner llama3-Regel, die dieses Programm in einer config.json ausdrücken kann. Exportieren Sie als GGUF, oder nehmen Sie den Hugging-Face-Ordner des Modells.</translation>
    </message>
    <message>
        <source>%1 A GGUF file cannot say that; export as a Hugging Face folder instead.</source>
        <translation>%1 Eine GGUF-Datei kann das nicht ausdrücken; exportieren Sie stattdessen als Hugging-Face-Ordner.</translation>
    </message>
    <message>
        <source>its pre_tokenizer splits text in a way of its own.</source>
        <translation>sein pre_tokenizer zerlegt Text auf eigene Weise.</translation>
    </message>
    <message>
        <source>its normalizer rewrites the text.</source>
        <translation>sein normalizer schreibt den Text um.</translation>
    </message>
    <message>
        <source>its merges cannot be told by one score for each piece.</source>
        <translation>seine Verschmelzungen lassen sich nicht durch eine Bewertung je Stück ausdrücken.</translation>
    </message>
    <message>
        <source>its ignore_merges is not what goes with its way of splitting.</source>
        <translation>sein ignore_merges passt nicht zu seiner Art zu zerlegen.</translation>
    </message>
    <message>
        <source>it prepares text, or spells unknown characters, in a way of its own.</source>
        <translation>er bereitet Text auf eigene Weise vor oder schreibt unbekannte Zeichen auf eigene Weise.</translation>
    </message>
    <message>
        <source>tokenizer.model is not of the BPE kind.</source>
        <translation>tokenizer.model ist nicht von der Art BPE.</translation>
    </message>
    <message>
        <source>tokenizer.model rewrites the text.</source>
        <translation>tokenizer.model schreibt den Text um.</translation>
    </message>
    <message>
        <source>%1 has neither tokenizer.json nor tokenizer.model, which are what a GGUF file&apos;s vocabulary is made from. Add one of them.</source>
        <translation>%1 hat weder tokenizer.json noch tokenizer.model, aus denen das Vokabular einer GGUF-Datei entsteht. Fügen Sie eines davon hinzu.</translation>
    </message>
    <message>
        <source>the template refuses this conversation: %1</source>
        <translation>die Vorlage weist dieses Gespräch ab: %1</translation>
    </message>
    <message>
        <source>the chat template is not UTF-8 at byte %1</source>
        <translation>die Chat-Vorlage ist bei Byte %1 kein UTF-8</translation>
    </message>
    <message>
        <source>the template ends where &apos;%1&apos; is missing</source>
        <translation>die Vorlage endet, wo &apos;%1&apos; fehlt</translation>
    </message>
    <message>
        <source>the filter %1 is unknown or not supported</source>
        <translation>der Filter %1 ist unbekannt oder wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the test %1 is unknown or not supported</source>
        <translation>die Prüfung %1 ist unbekannt oder wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the template calls a method of %1 that is not supported</source>
        <translation>die Vorlage ruft eine Methode von %1 auf, die nicht unterstützt wird</translation>
    </message>
    <message>
        <source>the template runs too long (more than %1 steps); look for an endless loop</source>
        <translation>die Vorlage läuft zu lange (mehr als %1 Schritte); suchen Sie nach einer endlosen Schleife</translation>
    </message>
    <message>
        <source>nested too deep; look for a macro that calls itself without end</source>
        <translation>zu tief verschachtelt; suchen Sie nach einem Makro, das sich endlos selbst aufruft</translation>
    </message>
    <message>
        <source>%1 is %2, expected a number from 1 to 2^30</source>
        <translation>%1 ist %2, erwartet wird eine Zahl von 1 bis 2^30</translation>
    </message>
    <message>
        <source>%1 attention heads are no multiple of %2 key-value heads</source>
        <translation>%1 Attention-Köpfe sind kein Vielfaches von %2 Schlüssel-Wert-Köpfen</translation>
    </message>
    <message>
        <source>head_dim %1 is odd</source>
        <translation>head_dim %1 ist ungerade</translation>
    </message>
    <message>
        <source>sizes out of range</source>
        <translation>Größen außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>rms_norm_eps or rope_theta out of range</source>
        <translation>rms_norm_eps oder rope_theta außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>factor must be above 0</source>
        <translation>factor muss über 0 sein</translation>
    </message>
    <message>
        <source>expected low_freq_factor below high_freq_factor and original_max_position_embeddings above 0</source>
        <translation>low_freq_factor muss unter high_freq_factor liegen und original_max_position_embeddings über 0</translation>
    </message>
    <message>
        <source>expected an object</source>
        <translation>erwartet wird ein Objekt</translation>
    </message>
    <message>
        <source>rope.scaling.factor is %1; expected a number above 0</source>
        <translation>rope.scaling.factor ist %1; erwartet wird eine Zahl über 0</translation>
    </message>
    <message>
        <source>tensor token_embd.weight is missing or not a matrix</source>
        <translation>der Tensor token_embd.weight fehlt oder ist keine Matrix</translation>
    </message>
    <message>
        <source>the file ends at byte %1, %2 bytes short. It is incomplete or was changed while open; copy it again.</source>
        <translation>die Datei endet bei Byte %1, %2 Bytes zu früh. Sie ist unvollständig oder wurde während des Lesens geändert; kopieren Sie sie neu.</translation>
    </message>
    <message>
        <source>more than %1 bytes, the limit for this kind of file. Is it the right file?</source>
        <translation>mehr als %1 Bytes, die Grenze für diese Art Datei. Ist es die richtige?</translation>
    </message>
    <message>
        <source>%1 is a big-endian GGUF file; only little-endian ones are read.</source>
        <translation>%1 ist eine Big-Endian-GGUF-Datei; gelesen werden nur Little-Endian-Dateien.</translation>
    </message>
    <message>
        <source>%1 are announced, which cannot fit in the %2 bytes that follow. The file is damaged or incomplete.</source>
        <translation>%1 sind angekündigt, was nicht in die folgenden %2 Bytes passt. Die Datei ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>%1 has the offset %2, but the tensors before it end at %3.</source>
        <translation>%1 beginnt bei %2, aber die Tensoren davor enden bei %3.</translation>
    </message>
    <message>
        <source>the tensor type %1 does not exist or was removed from the format.</source>
        <translation>die Tensorart %1 gibt es nicht, oder sie wurde aus dem Format genommen.</translation>
    </message>
    <message>
        <source>the value type %1 does not exist (0 to 12 do). The file is damaged or of a newer format.</source>
        <translation>die Wertart %1 gibt es nicht (0 bis 12 schon). Die Datei ist beschädigt oder von einem neueren Format.</translation>
    </message>
    <message>
        <source>an array of %1 elements is announced, but %2 bytes are left and at most %3 elements are allowed. The file is damaged or incomplete.</source>
        <translation>eine Liste von %1 Elementen ist angekündigt, aber %2 Bytes sind übrig, und höchstens %3 Elemente sind erlaubt. Die Datei ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>%1 occurs twice.</source>
        <translation>%1 kommt zweimal vor.</translation>
    </message>
    <message>
        <source>%1 bytes after the last tensor, which nothing accounts for.</source>
        <translation>%1 Bytes nach dem letzten Tensor, die zu nichts gehören.</translation>
    </message>
    <message>
        <source>its shape and dtype need %1 bytes, but data_offsets hold %2.</source>
        <translation>seine Form und sein dtype brauchen %1 Bytes, aber data_offsets fassen %2.</translation>
    </message>
    <message>
        <source>tensor &quot;%1&quot; begins at byte %2 of the data, but the one before it ends at %3.</source>
        <translation>der Tensor &quot;%1&quot; beginnt bei Byte %2 der Daten, aber der davor endet bei %3.</translation>
    </message>
    <message>
        <source>the tensor &quot;%1&quot; is in another shard too.</source>
        <translation>der Tensor &quot;%1&quot; ist auch in einem anderen Teilstück.</translation>
    </message>
    <message>
        <source>the tensor &quot;%1&quot; is not in %2 as the index says.</source>
        <translation>der Tensor &quot;%1&quot; ist nicht in %2, wie das Verzeichnis sagt.</translation>
    </message>
    <message>
        <source>the tensor &quot;%1&quot; occurs twice.</source>
        <translation>der Tensor &quot;%1&quot; kommt zweimal vor.</translation>
    </message>
    <message>
        <source>%1 has no tensor &quot;%2&quot;.</source>
        <translation>%1 hat keinen Tensor &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>%1 holds %2 values; floating-point weights were expected.</source>
        <translation>%1 enthält Werte der Art %2; erwartet wurden Fließkommagewichte.</translation>
    </message>
    <message>
        <source>%1 names the shard &quot;%2&quot;; only a bare file name inside the folder is allowed.</source>
        <translation>%1 nennt das Teilstück &quot;%2&quot;; erlaubt ist nur ein bloßer Dateiname im Ordner.</translation>
    </message>
    <message>
        <source>the shard %1 is a link that leaves the folder.</source>
        <translation>das Teilstück %1 ist eine Verknüpfung, die aus dem Ordner führt.</translation>
    </message>
    <message>
        <source>%1 has no &quot;weight_map&quot;.</source>
        <translation>%1 hat keine &quot;weight_map&quot;.</translation>
    </message>
    <message>
        <source>not a manifest of this program (%1).</source>
        <translation>kein Verzeichnis dieses Programms (%1).</translation>
    </message>
    <message>
        <source>not UTF-8 at %1. Save the file as UTF-8.</source>
        <translation>kein UTF-8 in %1. Speichern Sie die Datei als UTF-8.</translation>
    </message>
    <message>
        <source>not a SentencePiece model. Copy the file again from the model&apos;s original folder.</source>
        <translation>kein SentencePiece-Modell. Kopieren Sie die Datei neu aus dem ursprünglichen Ordner des Modells.</translation>
    </message>
    <message>
        <source>vocab.json with merges.txt does not say how a %1 splits text. Add the model&apos;s tokenizer.json to the folder.</source>
        <translation>vocab.json mit merges.txt sagt nicht, wie ein %1 Text zerlegt. Legen Sie tokenizer.json des Modells in den Ordner.</translation>
    </message>
    <message>
        <source>the vocabulary is empty.</source>
        <translation>das Vokabular ist leer.</translation>
    </message>
    <message>
        <source>the field &quot;%1&quot; is missing.</source>
        <translation>das Feld &quot;%1&quot; fehlt.</translation>
    </message>
    <message>
        <source>an object with &quot;%1&quot; was expected, found %2.</source>
        <translation>erwartet wurde ein Objekt mit &quot;%1&quot;, gefunden wurde %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; should be a text, found %2.</source>
        <translation>&quot;%1&quot; sollte ein Text sein, gefunden wurde %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; should be true or false, found %2.</source>
        <translation>&quot;%1&quot; sollte wahr oder falsch sein, gefunden wurde %2.</translation>
    </message>
    <message>
        <source>%1.ggml.model is &quot;%2&quot;; gpt2, llama and bert are supported.</source>
        <translation>%1.ggml.model ist &quot;%2&quot;; unterstützt werden gpt2, llama und bert.</translation>
    </message>
    <message>
        <source>the pattern &quot;%1&quot; is not understood: %2.</source>
        <translation>das Muster &quot;%1&quot; ist nicht verständlich: %2.</translation>
    </message>
    <message>
        <source>schema is not 1</source>
        <translation>schema ist nicht 1</translation>
    </message>
    <message>
        <source>what was written computes something else than the base model with its adapter (%1), so it was not kept.</source>
        <translation>das Geschriebene rechnet etwas anderes als das Ausgangsmodell mit seinem Adapter (%1), darum wurde es nicht behalten.</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>Bitte melden Sie das.</translation>
    </message>
    <message>
        <source>%1 may be too coarse for this adapter: choose a finer type; if that is refused too, please report it.</source>
        <translation>%1 ist vielleicht zu grob für diesen Adapter: Wählen Sie einen feineren Typ; wird auch der abgewiesen, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>the export would need about %1 of memory, %2 are free: end other programs or use a machine with more memory; the adapter&apos;s own folder without the comparison needs next to none</source>
        <translation>der Export bräuchte etwa %1 Arbeitsspeicher, frei sind %2: Beenden Sie andere Programme oder nehmen Sie einen Rechner mit mehr Speicher; der Ordner des Adapters selbst ohne den Vergleich braucht fast keinen</translation>
    </message>
    <message>
        <source>should be unpacked or stored, is "%1"</source>
        <translation>sollte unpacked oder stored sein, ist „%1“</translation>
    </message>
    <message>
        <source>has no effect: %1 changes the base's weights</source>
        <translation>hat keine Wirkung: %1 verändert die Gewichte der Basis</translation>
    </message>
    <message>
        <source>%1 trains itself and cannot stay packed: choose base_weights unpacked</source>
        <translation>%1 wird selbst trainiert und kann nicht gepackt bleiben: Wählen Sie für die Basisgewichte „entpackt“</translation>
    </message>
    <message>
        <source>base_weights stored, which keeps the base as its file has it (a little slower)</source>
        <translation>Basisgewichte wie gespeichert, womit die Basis bleibt, wie ihre Datei sie enthält (etwas langsamer)</translation>
    </message>
    <message>
        <source>linear layers of the base stay as their file stores them and are unpacked at each use</source>
        <translation>Lineare Schichten der Basis bleiben, wie ihre Datei sie speichert, und werden bei jedem Gebrauch entpackt</translation>
    </message>
    <message>
        <source>base_weights stored has no effect: %1 changes the base's weights</source>
        <translation>Basisgewichte wie gespeichert ohne Wirkung: %1 verändert die Gewichte der Basis</translation>
    </message>
    <message>
        <source>base_weights stored has no effect: the model's file stores them in no fewer bits than are computed with</source>
        <translation>Basisgewichte wie gespeichert ohne Wirkung: Die Datei des Modells speichert sie mit nicht weniger Bits, als gerechnet wird</translation>
    </message>
</context>
</TS>

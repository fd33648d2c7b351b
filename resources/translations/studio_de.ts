<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ComparisonPlan</name>
    <message>
        <source>%1 of the rows</source>
        <translation>%1 der Zeilen</translation>
    </message>
    <message>
        <source>rows of %1</source>
        <translation>Zeilen aus %1</translation>
    </message>
    <message>
        <source>Choose a model and training rows on the page Set up first.</source>
        <translation>Wählen Sie zuerst auf der Seite „Einrichten“ ein Modell und Trainingszeilen.</translation>
    </message>
    <message>
        <source>All train %1 on the rows of %2 with the recipe of the page Set up, tuned on %3.</source>
        <translation>Alle trainieren %1 auf den Zeilen von %2 mit dem Rezept der Seite „Einrichten“, abgestimmt an %3.</translation>
    </message>
    <message>
        <source>%1, for all</source>
        <translation>%1, für alle</translation>
    </message>
    <message>
        <source>That of the page Set up</source>
        <translation>Der von der Seite „Einrichten“</translation>
    </message>
    <message>
        <source>Ranks are whole numbers above 0 with commas between; &quot;%1&quot; is none.</source>
        <translation>Ränge sind ganze Zahlen über 0 mit Kommas dazwischen; „%1“ ist keine.</translation>
    </message>
    <message>
        <source>Learning rates are numbers above 0 with commas between; &quot;%1&quot; is none.</source>
        <translation>Lernraten sind Zahlen über 0 mit Strichpunkten dazwischen; „%1“ ist keine.</translation>
    </message>
    <message>
        <source>Tick at least two methods, or one and give several ranks.</source>
        <translation>Haken Sie mindestens zwei Methoden an, oder eine, und geben Sie mehrere Ränge an.</translation>
    </message>
    <message numerus="yes">
        <source>%n training(s)</source>
        <translation>
            <numerusform>%n Training</numerusform>
            <numerusform>%n Trainings</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of steps</source>
        <translation>%1, %2 an Schritten</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Base model</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Answer A</source>
        <translation>Antwort A</translation>
    </message>
    <message>
        <source>Answer B</source>
        <translation>Antwort B</translation>
    </message>
    <message>
        <source>%1, strength %2</source>
        <translation>%1, Stärke %2</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet …</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) in %1</source>
        <translation>
            <numerusform>%n Token in %1</numerusform>
            <numerusform>%n Token in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · cut at the longest length</source>
        <translation>%1 · bei der größten Länge abgeschnitten</translation>
    </message>
    <message>
        <source>%1 · stopped</source>
        <translation>%1 · angehalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>equal: %1</source>
        <translation>gleich: %1</translation>
    </message>
    <message numerus="yes">
        <source>Preferred in %n blind vote(s)  ·  %1</source>
        <translation>
            <numerusform>Bevorzugt in %n Blindvergleich  ·  %1</numerusform>
            <numerusform>Bevorzugt in %n Blindvergleichen  ·  %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The chat template is not the one this adapter was trained with (%1… in training, %2… here), so answers may be worse than they could be. Has the base model&apos;s folder changed?</source>
        <translation>Die Chat-Vorlage ist nicht die, mit der dieser Adapter trainiert wurde (%1… im Training, %2… hier); Antworten können daher schlechter sein als möglich. Hat sich der Ordner des Ausgangsmodells geändert?</translation>
    </message>
    <message>
        <source>The newest answers are those of step %1; the run is at step %2 now.</source>
        <translation>Die neuesten Antworten sind die von Schritt %1; der Lauf ist jetzt bei Schritt %2.</translation>
    </message>
</context>
<context>
    <name>DataReportView</name>
    <message>
        <source>too long (left out)</source>
        <translation>zu lang (weggelassen)</translation>
    </message>
    <message>
        <source>too long (prompt cut)</source>
        <translation>zu lang (Prompt gekürzt)</translation>
    </message>
    <message>
        <source>too long (end cut)</source>
        <translation>zu lang (Ende gekürzt)</translation>
    </message>
    <message>
        <source>too long (not allowed)</source>
        <translation>zu lang (nicht erlaubt)</translation>
    </message>
    <message>
        <source>too long (split)</source>
        <translation>zu lang (aufgeteilt)</translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>%1: loss %2, perplexity %3</source>
        <translation>%1: Verlust %2, Perplexität %3</translation>
    </message>
    <message>
        <source>%1, exact match %2</source>
        <translation>%1, genau gleich %2</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Tuned model</source>
        <translation>Trainiertes Modell</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Possible when the training run has ended.</source>
        <translation>Möglich, wenn der Trainingslauf zu Ende ist.</translation>
    </message>
    <message>
        <source>Choose a file with rows first.</source>
        <translation>Wählen Sie zuerst eine Datei mit Zeilen.</translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4</source>
        <translation>%1: %2, %3 von %4</translation>
    </message>
    <message>
        <source>%1: the chosen answer is the likelier one in %2 of %3 pairs</source>
        <translation>%1: Die gewählte Antwort ist bei %2 von %3 Paaren die wahrscheinlichere</translation>
    </message>
    <message>
        <source>The table shows the first %1 of %2 rows.</source>
        <translation>Die Tabelle zeigt die ersten %1 von %2 Zeilen.</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Wird beendet …</translation>
    </message>
    <message>
        <source>Rows of %1: %2</source>
        <translation>Zeilen aus %1: %2</translation>
    </message>
    <message>
        <source>These figures are those of step %1; the run is at step %2 now.</source>
        <translation>Diese Werte sind die von Schritt %1; der Lauf ist jetzt bei Schritt %2.</translation>
    </message>
    <message>
        <source>Every answer is as expected.</source>
        <translation>Jede Antwort ist wie erwartet.</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Prompt: %1</source>
        <translation>Prompt: %1</translation>
    </message>
    <message>
        <source>Expected: %1</source>
        <translation>Erwartet: %1</translation>
    </message>
    <message>
        <source>Tuned: %1</source>
        <translation>Trainiert: %1</translation>
    </message>
    <message>
        <source>Base model: %1</source>
        <translation>Ausgangsmodell: %1</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Tuned answer</source>
        <translation>Antwort des trainierten Modells</translation>
    </message>
    <message>
        <source>Tuned answer matches</source>
        <translation>Antwort des trainierten Modells stimmt</translation>
    </message>
    <message>
        <source>Base answer</source>
        <translation>Antwort des Ausgangsmodells</translation>
    </message>
    <message>
        <source>Base answer matches</source>
        <translation>Antwort des Ausgangsmodells stimmt</translation>
    </message>
</context>
<context>
    <name>ExportPlan</name>
    <message>
        <source>Write the one prompt that the files shall be right for.</source>
        <translation>Schreiben Sie den einen Prompt, für den die Dateien stimmen sollen.</translation>
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation>Wählen Sie zuerst einen Ordner.</translation>
    </message>
    <message>
        <source>Looking at the run…</source>
        <translation>Lauf wird angesehen …</translation>
    </message>
    <message>
        <source>Takes about %1 on the disk, where %2 are free.</source>
        <translation>Belegt etwa %1 auf der Platte; frei sind dort %2.</translation>
    </message>
    <message>
        <source>Takes about %1 on the disk.</source>
        <translation>Belegt etwa %1 auf der Platte.</translation>
    </message>
    <message>
        <source>&amp;Adapter</source>
        <translation>Ada&amp;pter</translation>
    </message>
    <message>
        <source>&amp;Merged model, Hugging Face folder</source>
        <translation>&amp;Verschmolzenes Modell, Hugging-Face-Ordner</translation>
    </message>
    <message>
        <source>Merged model, &amp;GGUF file</source>
        <translation>Verschmolzenes Modell, &amp;GGUF-Datei</translation>
    </message>
    <message>
        <source>Adapter, GG&amp;UF file</source>
        <translation>Adapter, GG&amp;UF-Datei</translation>
    </message>
    <message>
        <source>What was trained and nothing else; the base model is needed beside it. PEFT opens it where it knows the method.</source>
        <translation>Was trainiert wurde und sonst nichts; das Ausgangsmodell wird daneben gebraucht. PEFT öffnet es, wo es die Methode kennt.</translation>
    </message>
    <message>
        <source>A whole model that transformers, vLLM and others open without knowing of adapters.</source>
        <translation>Ein ganzes Modell, das transformers, vLLM und andere öffnen, ohne von Adaptern zu wissen.</translation>
    </message>
    <message>
        <source>A whole model in one file, with its chat template, for llama.cpp and programs built on it.</source>
        <translation>Ein ganzes Modell in einer Datei, mit seiner Chat-Vorlage, für llama.cpp und darauf gebaute Programme.</translation>
    </message>
    <message>
        <source>A small file that llama.cpp applies to the base model&apos;s GGUF file.</source>
        <translation>Eine kleine Datei, die llama.cpp auf die GGUF-Datei des Ausgangsmodells anwendet.</translation>
    </message>
    <message>
        <source>q8_0 (8 bits, half the size of fp16)</source>
        <translation>q8_0 (8 Bit, halb so groß wie fp16)</translation>
    </message>
    <message>
        <source>fp32 (exact, twice the size)</source>
        <translation>fp32 (exakt, doppelt so groß)</translation>
    </message>
    <message>
        <source>Read back and compared: logits differ by at most %1 of the largest, and the likeliest next token is the same at %2 of %3 places.</source>
        <translation>Zurückgelesen und verglichen: Die Logits weichen um höchstens %1 des größten ab, und das wahrscheinlichste nächste Token ist an %2 von %3 Stellen dasselbe.</translation>
    </message>
    <message>
        <source>The adapter moves the logits by %1 of their size, and %2 of that is found in the files.</source>
        <translation>Der Adapter verschiebt die Logits um %1 ihrer Größe, und %2 davon finden sich in den Dateien.</translation>
    </message>
    <message>
        <source>The adapter moves the logits by too little to be measured: files without it would look the same.</source>
        <translation>Der Adapter verschiebt die Logits um zu wenig, als dass man es messen könnte: Dateien ohne ihn sähen genauso aus.</translation>
    </message>
    <message>
        <source>Rounding alone is to blame: every weight is right, but the type is too coarse to hold so small a change as it is. A finer type holds it better.</source>
        <translation>Das liegt allein am Runden: Jedes Gewicht stimmt, aber der Typ ist zu grob, um eine so kleine Änderung zu halten, wie sie ist. Ein feinerer Typ hält sie besser.</translation>
    </message>
    <message>
        <source>The work needs about %1 of memory, of which %2 are free.</source>
        <translation>Die Arbeit braucht etwa %1 Arbeitsspeicher, frei sind %2.</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Filter activity</source>
        <translation>Aktivität der Filter</translation>
    </message>
    <message>
        <source>The first measure of the heatmap, mean over all places of the adapter: how far filters let it through or, without filters, how large it is. Near 0 the adapter does nothing</source>
        <translation>Das erste Maß der Karte, gemittelt über alle Stellen des Adapters: wie weit die Filter ihn durchlassen oder, ohne Filter, wie groß er ist. Nahe 0 tut der Adapter nichts</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Mean cross-entropy of the answers&apos; tokens; of preference pairs the mean of -log σ(margin of their rewards), 0.69 at first. The evaluation&apos;s counts; where it rises while that of training falls, the rows are learnt by heart</source>
        <translation>Mittlere Kreuzentropie der Token der Antworten; bei Präferenzpaaren das Mittel von -log σ(Abstand ihrer Belohnungen), anfangs 0,69. Es zählt der Verlust der Auswertung; steigt er, während der des Trainings fällt, werden die Zeilen auswendig gelernt</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Size of the steps, as schedule and changes while it ran made it</source>
        <translation>Größe der Schritte, wie Verlauf und Änderungen während des Laufs sie ergaben</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Length of the whole gradient before clipping. Peaks far above the rest come before a loss that jumps</source>
        <translation>Länge des ganzen Gradienten vor dem Kappen. Spitzen weit über dem Rest gehen einem springenden Verlust voraus</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Token je Sekunde</translation>
    </message>
    <message>
        <source>Speed of the steps alone, without evaluations and checkpoints</source>
        <translation>Tempo der Schritte allein, ohne Auswertungen und Sicherungspunkte</translation>
    </message>
    <message>
        <source>Memory (GB)</source>
        <translation>Speicher (GB)</translation>
    </message>
    <message>
        <source>What the program holds after a step, beside what was foreseen for the run</source>
        <translation>Was das Programm nach einem Schritt belegt, neben dem für den Lauf Vorhergesehenen</translation>
    </message>
    <message>
        <source>planned %1</source>
        <translation>geplant %1</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>Share of the pairs whose chosen answer gained more than the rejected one. Half is what chance gives; the evaluation&apos;s counts</source>
        <translation>Anteil der Paare, deren gewählte Antwort mehr gewonnen hat als die abgelehnte. Die Hälfte gibt der Zufall; es zählt der Anteil der Auswertung</translation>
    </message>
    <message>
        <source>by chance %1</source>
        <translation>durch Zufall %1</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>Belohnungen</translation>
    </message>
    <message>
        <source>How much likelier answers became than they were before training, times β. The margin, the chosen answers&apos; reward less the rejected ones&apos;, should rise; where both fall far, answers come apart: lower the learning rate</source>
        <translation>Um wie viel wahrscheinlicher Antworten wurden, als sie vor dem Training waren, mal β. Der Abstand, die Belohnung der gewählten Antworten weniger die der abgelehnten, soll wachsen; fallen beide weit, so zerfallen die Antworten: die Lernrate senken</translation>
    </message>
    <message>
        <source>Margin of the rewards</source>
        <translation>Abstand der Belohnungen</translation>
    </message>
</context>
<context>
    <name>PictureFile</name>
    <message>
        <source>The picture cannot be written to %1. Choose another folder, or make room.</source>
        <translation>Das Bild lässt sich nicht nach %1 schreiben. Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
    </message>
</context>
<context>
    <name>PlotExport</name>
    <message>
        <source>The folder %1 cannot be made. Choose another one, or make room.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen. Wählen Sie einen anderen, oder schaffen Sie Platz.</translation>
    </message>
</context>
<context>
    <name>RunDevice</name>
    <message>
        <source>This machine lacks %1, the device of the run; another one is used (auto).</source>
        <translation>Diesem Rechner fehlt %1, das Gerät des Laufs; ein anderes wird benutzt (auto).</translation>
    </message>
</context>
<context>
    <name>Sites</name>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>error: there is no display (DISPLAY and WAYLAND_DISPLAY are empty). `loratrf` does the same jobs in a terminal, and --plots RUN draws a run without one.</source>
        <translation>Fehler: Es gibt keinen Bildschirm (DISPLAY und WAYLAND_DISPLAY sind leer). `loratrf` erledigt dieselben Aufgaben im Terminal, und --plots RUN zeichnet einen Lauf ohne Bildschirm.</translation>
    </message>
    <message>
        <source>Base model to choose.</source>
        <translation>Ausgangsmodell, das gewählt wird.</translation>
    </message>
    <message>
        <source>Training rows to choose.</source>
        <translation>Trainingszeilen, die gewählt werden.</translation>
    </message>
    <message>
        <source>Evaluation rows to choose.</source>
        <translation>Auswertungszeilen, die gewählt werden.</translation>
    </message>
    <message>
        <source>Options to load.</source>
        <translation>Optionen, die geladen werden.</translation>
    </message>
    <message>
        <source>Run folder to show.</source>
        <translation>Ordner eines Laufs, der gezeigt wird.</translation>
    </message>
    <message>
        <source>Write the plots of a run as PNG and SVG and end; needs no display.</source>
        <translation>Die Diagramme eines Laufs als PNG und SVG schreiben und enden; braucht keinen Bildschirm.</translation>
    </message>
    <message>
        <source>Folder for the plots.</source>
        <translation>Ordner für die Diagramme.</translation>
    </message>
    <message>
        <source>Folder for pictures of the pages.</source>
        <translation>Ordner für Bilder der Seiten.</translation>
    </message>
    <message>
        <source>Fine-tune language models and see what an adapter learns.</source>
        <translation>Sprachmodelle feinabstimmen und sehen, was ein Adapter lernt.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>k</source>
        <comment>thousand</comment>
        <translation>Tsd.</translation>
    </message>
    <message>
        <source>M</source>
        <comment>million</comment>
        <translation>Mio.</translation>
    </message>
    <message>
        <source>B</source>
        <comment>thousand million</comment>
        <translation>Mrd.</translation>
    </message>
    <message>
        <source>T</source>
        <comment>million million</comment>
        <translation>Bio.</translation>
    </message>
    <message>
        <source>below %1 %</source>
        <translation>unter %1 %</translation>
    </message>
</context>
<context>
    <name>loratrf</name>
    <message>
        <source>%1–%2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>File with rows</source>
        <translation>Datei mit Zeilen</translation>
    </message>
    <message>
        <source>Rows in the shape of the training data. Left empty, the run&apos;s own evaluation rows are taken, or where it has none its training rows.</source>
        <translation>Zeilen in der Form der Trainingsdaten. Bleibt das Feld leer, werden die eigenen Auswertungszeilen des Laufs genommen oder, wo er keine hat, seine Trainingszeilen.</translation>
    </message>
    <message>
        <source>Put the rows through the model and note what each site does with each of their tokens</source>
        <translation>Die Zeilen durch das Modell schicken und festhalten, was jede Stelle mit jedem ihrer Token tut</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>&amp;Zeilen</translation>
    </message>
    <message>
        <source>&amp;of</source>
        <translation>v&amp;on</translation>
    </message>
    <message>
        <source>Click to mark a run that matters</source>
        <translation>Klicken, um einen wichtigen Lauf zu markieren</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>As given when the run was set up, else the folder&apos;s</source>
        <translation>Wie beim Einrichten des Laufs angegeben, sonst der des Ordners</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Lost: its process ended without a word; it can be resumed</source>
        <translation>Verloren: Sein Prozess endete ohne Meldung; er kann fortgesetzt werden</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>The adapter method</source>
        <translation>Die Adaptermethode</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The base model</source>
        <translation>Das Ausgangsmodell</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The training rows</source>
        <translation>Die Trainingszeilen</translation>
    </message>
    <message>
        <source>Eval loss</source>
        <translation>Ausw.-Verlust</translation>
    </message>
    <message>
        <source>The lowest on the evaluation rows</source>
        <translation>Der niedrigste auf den Auswertungszeilen</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Of the last step</source>
        <translation>Des letzten Schritts</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Share of evaluation rows answered exactly as expected, at the end</source>
        <translation>Anteil der Auswertungszeilen, die am Ende genau wie erwartet beantwortet wurden</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Optimiser steps done, of those planned</source>
        <translation>Erledigte Optimierungsschritte, von den geplanten</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Passes over the training rows done</source>
        <translation>Erledigte Durchgänge durch die Trainingszeilen</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>How many are trained</source>
        <translation>Wie viele trainiert werden</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Training took so long, pauses left out</source>
        <translation>So lange dauerte das Training, ohne Pausen</translation>
    </message>
    <message>
        <source>The most memory in use at once</source>
        <translation>So viel Speicher war höchstens zugleich belegt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of the run folder on the disk</source>
        <translation>Des Laufordners auf der Platte</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>When the run began</source>
        <translation>Wann der Lauf begann</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Your own words to find it by</source>
        <translation>Eigene Wörter, um ihn zu finden</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>What you wrote about it</source>
        <translation>Was Sie darüber geschrieben haben</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>Wo er liegt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>A process is training it right now. Open shows it live.</source>
        <translation>Ein Prozess trainiert ihn gerade. „Öffnen“ zeigt ihn live.</translation>
    </message>
    <message>
        <source>All is done. Add epochs trains on; Open shows its curves and lets you try it.</source>
        <translation>Alles ist fertig. „Mehr Epochen“ trainiert weiter; „Öffnen“ zeigt die Kurven und lässt Sie das Ergebnis probieren.</translation>
    </message>
    <message>
        <source>Resume goes on from its newest checkpoint.</source>
        <translation>„Fortsetzen“ geht von seinem neuesten Sicherungspunkt aus weiter.</translation>
    </message>
    <message>
        <source>Open shows its log. Duplicate it to try other options, or resume it from the newest checkpoint.</source>
        <translation>„Öffnen“ zeigt sein Protokoll. Duplizieren Sie ihn, um andere Optionen zu probieren, oder setzen Sie ihn vom neuesten Sicherungspunkt aus fort.</translation>
    </message>
    <message>
        <source>Nothing is lost up to its newest checkpoint: Resume goes on from there.</source>
        <translation>Bis zu seinem neuesten Sicherungspunkt ist nichts verloren: „Fortsetzen“ geht von dort aus weiter.</translation>
    </message>
    <message>
        <source>Bro&amp;wse rows…</source>
        <translation>&amp;Zeilen durchsehen …</translation>
    </message>
    <message>
        <source>Training data file</source>
        <translation>Trainingsdatei</translation>
    </message>
    <message>
        <source>Evaluation data file</source>
        <translation>Datei mit Auswertungszeilen</translation>
    </message>
    <message>
        <source>found by itself</source>
        <translation>von selbst erkannt</translation>
    </message>
    <message>
        <source>messages (role, content)</source>
        <translation>messages (role, content)</translation>
    </message>
    <message>
        <source>ShareGPT (from, value)</source>
        <translation>ShareGPT (from, value)</translation>
    </message>
    <message>
        <source>Alpaca (instruction, output)</source>
        <translation>Alpaca (instruction, output)</translation>
    </message>
    <message>
        <source>prompt and completion</source>
        <translation>Prompt und Antwort</translation>
    </message>
    <message>
        <source>preference pairs (chosen, rejected)</source>
        <translation>Präferenzpaare (chosen, rejected)</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>reiner Text</translation>
    </message>
    <message>
        <source>Tr&amp;aining rows</source>
        <translation>&amp;Trainingszeilen</translation>
    </message>
    <message>
        <source>JSON lines, a JSON array, or a table with a header line</source>
        <translation>JSON-Zeilen, ein JSON-Array oder eine Tabelle mit Kopfzeile</translation>
    </message>
    <message>
        <source>More &amp;training rows</source>
        <translation>Weitere Trainingszeilen</translation>
    </message>
    <message>
        <source>Further files to train on, each with how often an epoch takes its rows; all need the same shape and roles</source>
        <translation>Weitere Dateien zum Trainieren, jede mit der Angabe, wie oft eine Epoche ihre Zeilen nimmt; alle brauchen dieselbe Form und dieselben Rollen</translation>
    </message>
    <message>
        <source>Eval&amp;uation rows</source>
        <translation>Auswertungsze&amp;ilen</translation>
    </message>
    <message>
        <source>Rows the model never trains on, to see whether it learned or memorised. Empty: a share of the training rows is held out</source>
        <translation>Zeilen, mit denen das Modell nie trainiert, um zu sehen, ob es gelernt oder auswendig gelernt hat. Leer: Ein Anteil der Trainingszeilen wird zurückgehalten</translation>
    </message>
    <message>
        <source>Share held out without such a file</source>
        <translation>Zur&amp;ückgehaltener Anteil ohne eine solche Datei</translation>
    </message>
    <message>
        <source>0.05 keeps every twentieth training row for evaluation; 0: no evaluation</source>
        <translation>0,05 behält jede zwanzigste Trainingszeile für die Auswertung; 0: keine Auswertung</translation>
    </message>
    <message>
        <source>Shape of a row</source>
        <translation>Form einer Zeile</translation>
    </message>
    <message>
        <source>How a row is written; usually found by itself</source>
        <translation>Wie eine Zeile geschrieben ist; wird meist von selbst erkannt</translation>
    </message>
    <message>
        <source>Choose a model and a data file to see the first rows as tokens.</source>
        <translation>Wählen Sie ein Modell und eine Datendatei, um die ersten Zeilen als Token zu sehen.</translation>
    </message>
    <message>
        <source>Model folder or GGUF file</source>
        <translation>Modellordner oder GGUF-Datei</translation>
    </message>
    <message>
        <source>Folder in Hugging Face layout, or a &amp;GGUF file</source>
        <translation>Ordner von Hugging Face oder GG&amp;UF-Datei</translation>
    </message>
    <message>
        <source>A folder with config.json, tokenizer.json and *.safetensors, or one .gguf file, on any disk; it is only read. For a first try: below 500 million parameters</source>
        <translation>Ein Ordner mit config.json, tokenizer.json und *.safetensors oder eine .gguf-Datei, auf beliebiger Platte; es wird nur gelesen. Für den ersten Versuch: unter 500 Millionen Parameter</translation>
    </message>
    <message>
        <source>Fi&amp;nd models…</source>
        <translation>Modelle &amp;finden …</translation>
    </message>
    <message>
        <source>Models used lately, and those below folders that you choose</source>
        <translation>Zuletzt verwendete Modelle und solche unter Ordnern, die Sie wählen</translation>
    </message>
    <message>
        <source>Nothing chosen yet. The files are read from your disk; nothing is downloaded.</source>
        <translation>Noch nichts gewählt. Die Dateien werden von Ihrer Platte gelesen; nichts wird heruntergeladen.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Nothing asked yet. Write a prompt below; the answers appear here side by side.</source>
        <translation>Noch nichts gefragt. Schreiben Sie unten einen Prompt; die Antworten erscheinen hier nebeneinander.</translation>
    </message>
    <message>
        <source>Bl&amp;ind: hide whose answer is whose</source>
        <translation>Bl&amp;ind: verbergen, welche Antwort von wem ist</translation>
    </message>
    <message>
        <source>Which models answer: one to four of the base model, the tuned one and the run&apos;s checkpoints. One that is added later sees only the turns it has answered</source>
        <translation>Welche Modelle antworten: eines bis vier aus Ausgangsmodell, trainiertem Modell und Sicherungspunkten des Laufs. Ein später hinzugefügtes sieht nur die Wortwechsel, in denen es selbst geantwortet hat</translation>
    </message>
    <message>
        <source>Forget the turns so far and begin anew</source>
        <translation>Den bisherigen Wortwechsel vergessen und neu beginnen</translation>
    </message>
    <message>
        <source>Ro&amp;ws</source>
        <translation>&amp;Zeilen</translation>
    </message>
    <message>
        <source>Rows in the shape of the training data</source>
        <translation>Zeilen in der Form der Trainingsdaten</translation>
    </message>
    <message>
        <source>Longest answer, in to&amp;kens</source>
        <translation>Längste Antwort, in To&amp;ken</translation>
    </message>
    <message>
        <source>An answer is cut here; a cut answer rarely matches. As long as the longest expected one</source>
        <translation>Hier wird eine Antwort abgeschnitten; eine abgeschnittene stimmt selten überein. So lang wie die längste erwartete</translation>
    </message>
    <message>
        <source>Write answers and compare them</source>
        <translation>Antworten schreiben und vergleichen</translation>
    </message>
    <message>
        <source>Each model answers every row at temperature 0; an answer matches when it equals the expected one exactly, outer white space aside. Slower than the loss alone</source>
        <translation>Jedes Modell beantwortet jede Zeile bei Temperatur 0; eine Antwort stimmt, wenn sie der erwarteten genau gleicht, äußerer Leerraum ausgenommen. Langsamer als der Verlust allein</translation>
    </message>
    <message>
        <source>Evaluate the base model and the tuned one</source>
        <translation>Ausgangsmodell und trainiertes Modell auswerten</translation>
    </message>
    <message>
        <source>End the evaluation; no figures are kept</source>
        <translation>Die Auswertung beenden; keine Werte bleiben</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>Fortschritt der Auswertung</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>Share of evaluation pairs whose chosen answer gained more than the rejected one, at the end</source>
        <translation>Anteil der Auswertungspaare, deren gewählte Antwort am Ende mehr gewonnen hat als die abgelehnte</translation>
    </message>
</context>
<context>
    <name>loratrf::ActivityView</name>
    <message>
        <source>What the sites do appears here once the first step is done.</source>
        <translation>Was die Stellen tun, erscheint hier, sobald der erste Schritt getan ist.</translation>
    </message>
    <message>
        <source>Which figure of the adapter&apos;s sites the map shows</source>
        <translation>Welche Größe der Adapterstellen die Karte zeigt</translation>
    </message>
    <message>
        <source>What the heatmap shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>Point at a cell, or walk with the arrow keys, to read it</source>
        <translation>Zeigen Sie auf ein Feld oder gehen Sie mit den Pfeiltasten hin, um es abzulesen</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>loratrf::ChatCard</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>The same prompt and the same seed for every model; each sees the turns it has answered.</source>
        <translation>Derselbe Prompt und derselbe Startwert für jedes Modell; jedes sieht die Wortwechsel, in denen es selbst geantwortet hat.</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>&amp;Neues Gespräch</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Write what you would ask the model</source>
        <translation>Schreiben Sie, was Sie das Modell fragen würden</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends it</source>
        <translation>Strg+Eingabe sendet</translation>
    </message>
    <message>
        <source>Ask every chosen model (Ctrl+Enter in the prompt)</source>
        <translation>Jedes gewählte Modell fragen (Strg+Eingabe im Prompt)</translation>
    </message>
    <message>
        <source>End the answers under way; what is there so far stays</source>
        <translation>Die laufenden Antworten beenden; was schon da ist, bleibt</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chat-Vorlage</translation>
    </message>
    <message>
        <source>Chat template in use</source>
        <translation>Benutzte Chat-Vorlage</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>The two answers come in an order drawn by chance and without names, until you have said which is better. Votes are kept in the run&apos;s folder</source>
        <translation>Die beiden Antworten kommen in zufälliger Reihenfolge und ohne Namen, bis Sie gesagt haben, welche besser ist. Die Stimmen liegen im Ordner des Laufs</translation>
    </message>
    <message>
        <source>For two models at a time: choose two under Models</source>
        <translation>Für zwei Modelle zugleich: Wählen Sie zwei unter „Modelle“</translation>
    </message>
    <message>
        <source>Possible when the training run has ended.</source>
        <translation>Möglich, wenn der Trainingslauf zu Ende ist.</translation>
    </message>
    <message>
        <source>The models are answering…</source>
        <translation>Die Modelle antworten …</translation>
    </message>
    <message>
        <source>First say which answer is better.</source>
        <translation>Sagen Sie zuerst, welche Antwort besser ist.</translation>
    </message>
    <message>
        <source>Write a prompt first.</source>
        <translation>Schreiben Sie zuerst einen Prompt.</translation>
    </message>
    <message>
        <source>Ask a&amp;gain</source>
        <translation>&amp;Erneut fragen</translation>
    </message>
    <message>
        <source>Prompts that were sent in this project, the newest first, to be sent again</source>
        <translation>Prompts, die in diesem Projekt gesendet wurden, der neueste zuerst, um sie noch einmal zu senden</translation>
    </message>
    <message>
        <source>Go on with the last conversation</source>
        <translation>An das letzte Gespräch anknüpfen</translation>
    </message>
    <message>
        <source>What was said the last time with this run stands here again; the next prompt continues it</source>
        <translation>Was das letzte Mal mit diesem Lauf gesagt wurde, steht wieder da; der nächste Prompt führt es fort</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Wird beendet …</translation>
    </message>
</context>
<context>
    <name>loratrf::ChatForm</name>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>S&amp;ystem prompt</source>
        <translation>S&amp;ystem-Prompt</translation>
    </message>
    <message>
        <source>Put before the conversation. As in training unless you change it here</source>
        <translation>Steht vor dem Gespräch. Wie im Training, außer Sie ändern ihn hier</translation>
    </message>
    <message>
        <source>Tem&amp;perature</source>
        <translation>Tem&amp;peratur</translation>
    </message>
    <message>
        <source>0: always the likeliest token; 0.7 to 1: more varied</source>
        <translation>0: immer das wahrscheinlichste Token; 0,7 bis 1: abwechslungsreicher</translation>
    </message>
    <message>
        <source>&amp;Longest answer, in tokens</source>
        <translation>&amp;Längste Antwort in Token</translation>
    </message>
    <message>
        <source>An answer ends here if the model has not ended it by itself; 100 to 500 serve most chats</source>
        <translation>Hier endet eine Antwort, wenn das Modell sie nicht selbst beendet hat; 100 bis 500 reichen für die meisten Chats</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Start&amp;wert</translation>
    </message>
    <message>
        <source>Starts the random choice, alike for every model; without effect at temperature 0</source>
        <translation>Startet die Zufallswahl, für jedes Modell gleich; ohne Wirkung bei Temperatur 0</translation>
    </message>
    <message>
        <source>Unlikely tokens</source>
        <translation>Unwahrscheinliche Token</translation>
    </message>
    <message>
        <source>Where the adapter acts</source>
        <translation>Wo der Adapter wirkt</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Adapter st&amp;rength, 1 as trained</source>
        <translation>Adapterstä&amp;rke, 1 wie trainiert</translation>
    </message>
    <message>
        <source>What the adapter adds is multiplied by this in the answers to come: 0 is the base model, 1 as trained, 2 twice as much. Not for methods that change the weights themselves</source>
        <translation>Damit wird in den kommenden Antworten malgenommen, was der Adapter hinzufügt: 0 ist das Ausgangsmodell, 1 wie trainiert, 2 doppelt so viel. Nicht für Methoden, die die Gewichte selbst ändern</translation>
    </message>
    <message>
        <source>Adapter strength</source>
        <translation>Adapterstärke</translation>
    </message>
    <message>
        <source>No colours</source>
        <translation>Keine Farben</translation>
    </message>
    <message>
        <source>Unlikely tokens: the more the colour stands out, the less likely the token was. Where the adapter acts: the further the filters were open, or the larger the adapter&apos;s term was, in a layer that you choose below the answers or on average over all; the prompt as it was read is coloured too</source>
        <translation>Unwahrscheinliche Token: Je mehr die Farbe hervortritt, desto unwahrscheinlicher war das Token. Wo der Adapter wirkt: je weiter die Filter offen waren oder je größer der Beitrag des Adapters war, in einer Schicht, die Sie unter den Antworten wählen, oder im Mittel über alle; auch der Prompt, wie er gelesen wurde, wird gefärbt</translation>
    </message>
</context>
<context>
    <name>loratrf::CloseQuestion</name>
    <message>
        <source>Work is under way</source>
        <translation>Es wird noch gearbeitet</translation>
    </message>
    <message>
        <source>%1 What shall happen to it?</source>
        <translation>%1 Was soll damit geschehen?</translation>
    </message>
    <message>
        <source>Keep going in the background</source>
        <translation>Im Hintergrund weiterlaufen</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Anhalten und behalten</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>In the background it goes on without a window, and the program ends with it.</source>
        <translation>Im Hintergrund geht es ohne Fenster weiter, danach endet das Programm.</translation>
    </message>
    <message numerus="yes">
        <source>In the background it goes on without a window, and %n run(s) of the queue after it; then the program ends.</source>
        <translation>
            <numerusform>Im Hintergrund geht es ohne Fenster weiter, danach mit %n Lauf der Warteschlange; dann endet das Programm.</numerusform>
            <numerusform>Im Hintergrund geht es ohne Fenster weiter, danach mit %n Läufen der Warteschlange; dann endet das Programm.</numerusform>
        </translation>
    </message>
    <message>
        <source>A stopped run keeps a checkpoint and can go on later.</source>
        <translation>Ein angehaltener Lauf behält einen Sicherungspunkt und kann später weitergehen.</translation>
    </message>
    <message>
        <source>What is stopped leaves nothing behind.</source>
        <translation>Was angehalten wird, hinterlässt nichts.</translation>
    </message>
    <message>
        <source>If you stop, the queue is kept and can go on when the program is opened again.</source>
        <translation>Wenn Sie anhalten, bleibt die Warteschlange erhalten und kann weitergehen, wenn das Programm wieder geöffnet wird.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>In the background it goes on without a window, and the comparison that waits after it; then the program ends.</source>
        <translation>Im Hintergrund geht es ohne Fenster weiter, danach mit dem Vergleich, der wartet; dann endet das Programm.</translation>
    </message>
    <message numerus="yes">
        <source>In the background it goes on without a window, and %n run(s) of the queue and the comparison that waits after it; then the program ends.</source>
        <translation>
            <numerusform>Im Hintergrund geht es ohne Fenster weiter, danach mit %n Lauf der Warteschlange und dem Vergleich, der wartet; dann endet das Programm.</numerusform>
            <numerusform>Im Hintergrund geht es ohne Fenster weiter, danach mit %n Läufen der Warteschlange und dem Vergleich, der wartet; dann endet das Programm.</numerusform>
        </translation>
    </message>
    <message>
        <source>If you stop, the comparison is kept and offered again by Compare methods.</source>
        <translation>Wenn Sie anhalten, bleibt der Vergleich erhalten; „Methoden vergleichen“ bietet ihn wieder an.</translation>
    </message>
</context>
<context>
    <name>loratrf::CompareDialog</name>
    <message>
        <source>&amp;Start comparison</source>
        <translation>Vergleich &amp;starten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;New comparison</source>
        <translation>&amp;Neuer Vergleich</translation>
    </message>
    <message>
        <source>Show report &amp;files</source>
        <translation>&amp;Berichtsdateien zeigen</translation>
    </message>
    <message>
        <source>Compare methods</source>
        <translation>Methoden vergleichen</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Train all of them, one after the other</source>
        <translation>Alle trainieren, eine nach der anderen</translation>
    </message>
    <message>
        <source>What is finished stays in the folder; the same options go on from there</source>
        <translation>Was fertig ist, bleibt im Ordner; dieselben Optionen machen dort weiter</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>Zurück zum Formular</translation>
    </message>
    <message>
        <source>The folder with the report as Markdown, CSV, JSON and pictures</source>
        <translation>Der Ordner mit dem Bericht als Markdown, CSV, JSON und Bilder</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>A comparison under way goes on</source>
        <translation>Ein begonnener Vergleich geht weiter</translation>
    </message>
    <message>
        <source>Looking at the base model…</source>
        <translation>Ausgangsmodell wird angesehen …</translation>
    </message>
    <message>
        <source>Training %1 (trial %2 of %3)</source>
        <translation>Trainiert wird %1 (Versuch %2 von %3)</translation>
    </message>
    <message>
        <source>&amp;Open earlier…</source>
        <translation>Früheren &amp;öffnen …</translation>
    </message>
    <message>
        <source>Open the report of a comparison</source>
        <translation>Bericht eines Vergleichs öffnen</translation>
    </message>
    <message>
        <source>Waiting for what is under way and the queue to end. It is kept in %1, so after a restart it can go on too.</source>
        <translation>Wartet, bis zu Ende ist, was gerade läuft und in der Warteschlange steht. Aufgehoben ist er in %1, sodass er auch nach einem Neustart weitergehen kann.</translation>
    </message>
    <message>
        <source>They begin when what is under way and the queue have ended.</source>
        <translation>Sie beginnen, wenn zu Ende ist, was gerade läuft und in der Warteschlange steht.</translation>
    </message>
    <message>
        <source>The comparison in %1 has not finished: %2 on the rows of %3. It can go on where it is.</source>
        <translation>Der Vergleich in %1 ist nicht zu Ende: %2 auf den Zeilen von %3. Er kann dort weitergehen, wo er steht.</translation>
    </message>
    <message>
        <source>The report of a comparison from its folder; one that has not finished can go on</source>
        <translation>Der Bericht eines Vergleichs aus seinem Ordner; einer, der nicht zu Ende ist, kann weitergehen</translation>
    </message>
    <message>
        <source>Stopped. It can go on from there: what is finished stays in %1.</source>
        <translation>Angehalten. Von dort kann er weitergehen: Was fertig ist, bleibt in %1.</translation>
    </message>
    <message>
        <source>What is finished of it is not trained again</source>
        <translation>Was von ihm fertig ist, wird nicht noch einmal trainiert</translation>
    </message>
    <message>
        <source>Go on &amp;with it</source>
        <translation>D&amp;amit weitermachen</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1 …</translation>
    </message>
</context>
<context>
    <name>loratrf::CompareForm</name>
    <message>
        <source>Also &amp;generate the answers and compare them</source>
        <translation>Auch die Antworten erzeu&amp;gen und vergleichen</translation>
    </message>
    <message>
        <source>Tick what shall take part: at least two, or one with several ranks</source>
        <translation>Haken Sie an, was teilnehmen soll: mindestens zwei, oder eine mit mehreren Rängen</translation>
    </message>
    <message>
        <source>What is equal for all: as many trained parameters as a LoRA of the form&apos;s rank (or the method&apos;s usual share of them), the same rank, or the same seconds of training steps</source>
        <translation>Was für alle gleich ist: so viele trainierte Parameter wie ein LoRA mit dem Rang des Formulars (oder der bei der Methode übliche Anteil davon), derselbe Rang oder gleich viele Sekunden an Trainingsschritten</translation>
    </message>
    <message>
        <source>Same number of parameters</source>
        <translation>Gleiche Zahl von Parametern</translation>
    </message>
    <message>
        <source>Same rank</source>
        <translation>Gleicher Rang</translation>
    </message>
    <message>
        <source>Same training time</source>
        <translation>Gleiche Trainingszeit</translation>
    </message>
    <message>
        <source> s a trial</source>
        <translation> s je Versuch</translation>
    </message>
    <message>
        <source>Seconds of training steps each trial gets; a few minutes at least</source>
        <translation>Sekunden an Trainingsschritten, die jeder Versuch bekommt; mindestens einige Minuten</translation>
    </message>
    <message>
        <source>How often each method is trained; below 2 there is no interval, 3 to 5 are usual</source>
        <translation>Wie oft jede Methode trainiert wird; unter 2 gibt es kein Intervall, üblich sind 3 bis 5</translation>
    </message>
    <message>
        <source>Tried with the first seed, the best on the evaluation rows is kept; a method&apos;s best rate may be far from another&apos;s</source>
        <translation>Mit dem ersten Startwert probiert; behalten wird die beste auf den Auswertungszeilen. Die beste Rate einer Methode kann weit von der einer anderen liegen</translation>
    </message>
    <message>
        <source>Share of the rows that judge and that no training sees; 0.1 to 0.3 are usual</source>
        <translation>Anteil der Zeilen, die urteilen und die kein Training sieht; üblich sind 0,1 bis 0,3</translation>
    </message>
    <message>
        <source>Slower; rows whose answers are labels are always answered, preference pairs never</source>
        <translation>Langsamer; Zeilen, deren Antworten Klassen sind, werden immer beantwortet, Präferenzpaare nie</translation>
    </message>
    <message>
        <source>A new folder for trials and report; an interrupted comparison&apos;s goes on</source>
        <translation>Ein neuer Ordner für Versuche und Bericht; mit dem eines unterbrochenen Vergleichs geht dieser weiter</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>&amp;Budget</translation>
    </message>
    <message>
        <source>T&amp;ime</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>S&amp;eeds</source>
        <translation>Start&amp;werte</translation>
    </message>
    <message>
        <source>&amp;Learning rates</source>
        <translation>&amp;Lernraten</translation>
    </message>
    <message>
        <source>Test s&amp;hare</source>
        <translation>&amp;Testanteil</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation>&amp;Methoden</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>&amp;Ranks</source>
        <translation>&amp;Ränge</translation>
    </message>
    <message>
        <source>Each states the budget in turn: as many parameters as a LoRA of that rank, or that rank itself; methods without a rank take part once. 4, 16, 64 shows whether size matters</source>
        <translation>Jeder gibt der Reihe nach das Budget vor: so viele Parameter wie ein LoRA mit diesem Rang oder diesen Rang selbst; Methoden ohne Rang nehmen einmal teil. 4, 16, 64 zeigt, ob es auf die Größe ankommt</translation>
    </message>
    <message>
        <source>&amp;A row for each rate</source>
        <translation>Eine Zeile &amp;je Lernrate</translation>
    </message>
    <message>
        <source>Instead of the best rate alone each is trained with all seeds; to see how much a method depends on it</source>
        <translation>Statt der besten allein wird jede Rate mit allen Startwerten trainiert; um zu sehen, wie sehr eine Methode von ihr abhängt</translation>
    </message>
</context>
<context>
    <name>loratrf::CompareReportView</name>
    <message>
        <source>Results of the methods</source>
        <translation>Ergebnisse der Methoden</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>Testverlust</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>Share of the test pairs whose chosen answer gained more than the rejected one, against the base model; half is what chance gives</source>
        <translation>Anteil der Testpaare, deren gewählte Antwort gegenüber dem Ausgangsmodell mehr gewonnen hat als die abgelehnte; die Hälfte gibt der Zufall</translation>
    </message>
    <message>
        <source>Likelier</source>
        <translation>Wahrscheinlicher</translation>
    </message>
    <message>
        <source>Share of the test pairs whose chosen answer is the likelier one, however likely the base model finds it</source>
        <translation>Anteil der Testpaare, deren gewählte Antwort die wahrscheinlichere ist, wie wahrscheinlich auch immer sie dem Ausgangsmodell ist</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>By how much chosen answers gained more than rejected ones, against the base model: the difference of the log-probabilities times β</source>
        <translation>Um wie viel gewählte Antworten gegenüber dem Ausgangsmodell mehr gewonnen haben als abgelehnte: der Unterschied der logarithmierten Wahrscheinlichkeiten mal β</translation>
    </message>
    <message>
        <source>Forgetting</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Steps take</source>
        <translation>Schrittzeit</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Speicherspitze</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1, %2 gescheitert</translation>
    </message>
    <message>
        <source>every rate failed</source>
        <translation>jede Rate ist gescheitert</translation>
    </message>
    <message>
        <source>Means over %1 seeds on %2 test rows; ± is the 95 % interval of the mean (Student&apos;s t). Intervals that overlap say that the difference may be chance. Forgetting: by how much the loss on general text rose.</source>
        <translation>Mittel über %1 Startwerte auf %2 Testzeilen; ± ist das 95-%-Intervall des Mittels (Student-t). Überlappen sich Intervalle, kann der Unterschied Zufall sein. Vergessen: um wie viel der Verlust auf allgemeinem Text gestiegen ist.</translation>
    </message>
    <message>
        <source>Means over %1 seeds on %2 test pairs; ± is the 95 % interval of the mean (Student&apos;s t). Intervals that overlap say that the difference may be chance. All are judged against the base model, whose loss is ln 2. Forgetting: by how much the loss on general text rose. Exact answers are not counted: a pair says which of two answers is better, not whether another is right.</source>
        <translation>Mittel über %1 Startwerte auf %2 Testpaaren; ± ist das 95-%-Intervall des Mittels (Student-t). Überlappen sich Intervalle, kann der Unterschied Zufall sein. Alle werden am Ausgangsmodell gemessen, dessen Verlust ln 2 ist. Vergessen: um wie viel der Verlust auf allgemeinem Text gestiegen ist. Exakte Antworten werden nicht gezählt: Ein Paar sagt, welche von zwei Antworten besser ist, nicht, ob eine andere richtig ist.</translation>
    </message>
</context>
<context>
    <name>loratrf::CompareView</name>
    <message>
        <source>Drop the folder of another run here</source>
        <translation>Den Ordner eines anderen Laufs hier ablegen</translation>
    </message>
    <message>
        <source>Folder of the other run</source>
        <translation>Ordner des anderen Laufs</translation>
    </message>
    <message>
        <source>The run to compare with: of another task, method or recipe. Nothing in it is changed.</source>
        <translation>Der Lauf, mit dem verglichen wird: mit anderer Aufgabe, Methode oder anderem Rezept. Nichts darin wird geändert.</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>At which steps</source>
        <translation>Bei welchen Schritten</translation>
    </message>
    <message>
        <source>Step against equal step, as far as both runs went; or what each came to at its end</source>
        <translation>Schritt gegen gleichen Schritt, so weit beide Läufe kamen; oder was jeder an seinem Ende erreicht hat</translation>
    </message>
    <message>
        <source>At equal steps</source>
        <translation>Bei gleichen Schritten</translation>
    </message>
    <message>
        <source>At the end of each</source>
        <translation>Jeweils am Ende</translation>
    </message>
    <message>
        <source>Compare &amp;with</source>
        <translation>Vergleichen &amp;mit</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>This is the run that is shown: choose another one.</source>
        <translation>Dies ist der gezeigte Lauf: Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Text %1</source>
        <translation>Text %1</translation>
    </message>
    <message>
        <source>Likeness of task vectors</source>
        <translation>Ähnlichkeit der Aufgabenvektoren</translation>
    </message>
    <message>
        <source>Reading the run …</source>
        <translation>Lauf wird gelesen …</translation>
    </message>
    <message>
        <source>Show a run first.</source>
        <translation>Zuerst einen Lauf anzeigen.</translation>
    </message>
    <message>
        <source>Choose another run to see where the two differ. The likeness of this run&apos;s own task vectors can be seen without one.</source>
        <translation>Wählen Sie einen anderen Lauf, um zu sehen, worin sich die beiden unterscheiden. Die Ähnlichkeit der eigenen Aufgabenvektoren dieses Laufs ist auch ohne zu sehen.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation>Adaptergröße</translation>
    </message>
    <message>
        <source>The two runs report no figure that both have.</source>
        <translation>Die beiden Läufe melden keine Größe, die beide haben.</translation>
    </message>
    <message>
        <source>end</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>The two adapters share no site: they sit at other places of the model, or the models have other layers.</source>
        <translation>Die beiden Adapter haben keine Stelle gemeinsam: Sie sitzen an verschiedenen Orten des Modells, oder die Modelle haben verschiedene Schichten.</translation>
    </message>
    <message>
        <source>The two runs share no step: one began after the other&apos;s end. Compare them at the end of each.</source>
        <translation>Die beiden Läufe haben keinen Schritt gemeinsam: Einer begann nach dem Ende des anderen. Vergleichen Sie sie am Ende eines jeden.</translation>
    </message>
    <message>
        <source>%1: difference</source>
        <translation>%1: Unterschied</translation>
    </message>
    <message>
        <source>This run: %1</source>
        <translation>Dieser Lauf: %1</translation>
    </message>
    <message>
        <source>Other run: %1</source>
        <translation>Anderer Lauf: %1</translation>
    </message>
    <message>
        <source>This run less the other</source>
        <translation>Dieser Lauf minus der andere</translation>
    </message>
    <message>
        <source>Reading the task vectors …</source>
        <translation>Aufgabenvektoren werden gelesen …</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Between the layers of this run</source>
        <translation>Zwischen den Schichten dieses Laufs</translation>
    </message>
    <message>
        <source>Between the layers of %1</source>
        <translation>Zwischen den Schichten von %1</translation>
    </message>
    <message>
        <source>This run (down) and %1 (across)</source>
        <translation>Dieser Lauf (abwärts) und %1 (quer)</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Ans&amp;ehen</translation>
    </message>
    <message>
        <source>Your own text</source>
        <translation>Eigener Text</translation>
    </message>
    <message>
        <source>Your own text …</source>
        <translation>Eigener Text …</translation>
    </message>
    <message>
        <source>Any text; it is put to both models as a user&apos;s message, each in its own chat template</source>
        <translation>Beliebiger Text; er wird beiden Modellen als Nachricht eines Benutzers gestellt, jedem in seiner eigenen Chat-Vorlage</translation>
    </message>
    <message>
        <source>A text of yours</source>
        <translation>Ein eigener Text</translation>
    </message>
    <message>
        <source>Type a text and press Look to see where the two adapters act otherwise on its tokens.</source>
        <translation>Geben Sie einen Text ein und drücken Sie „Ansehen“, um zu sehen, wo die beiden Adapter auf seine Token verschieden wirken.</translation>
    </message>
    <message>
        <source>A method that trains weights of the base model itself does nothing to single tokens, so there is nothing to compare over a text.</source>
        <translation>Eine Methode, die Gewichte des Ausgangsmodells selbst trainiert, tut nichts mit einzelnen Token; über einem Text gibt es also nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>One adapter has filters and the other has none: how far a filter is open cannot be set against the size of an adapter&apos;s term.</source>
        <translation>Ein Adapter hat Filter und der andere keine: Wie weit ein Filter offen ist, lässt sich nicht der Größe des Beitrags eines Adapters gegenüberstellen.</translation>
    </message>
    <message>
        <source>The two models cut the text into tokens of which none is the same.</source>
        <translation>Die beiden Modelle zerlegen den Text in Token, von denen keines gleich ist.</translation>
    </message>
    <message>
        <source>A training run is under way; a text or rows can be looked at in both runs when it is done.</source>
        <translation>Gerade läuft ein Training; ein Text oder Zeilen können in beiden Läufen angesehen werden, sobald es fertig ist.</translation>
    </message>
    <message>
        <source>Columns that stand in one of the two alone are left out: %1.</source>
        <translation>Spalten, die nur in einem der beiden stehen, sind ausgelassen: %1.</translation>
    </message>
    <message>
        <source>Show what the two adapters do with each token of your text, or with those of the rows</source>
        <translation>Zeigen, was die beiden Adapter mit jedem Token Ihres Textes tun, oder mit denen der Zeilen</translation>
    </message>
    <message>
        <source>A figure that both runs report, a probe text that both have, a text that you type, the tokens of many rows, or the task vectors</source>
        <translation>Eine Größe, die beide Läufe melden, ein Probetext, den beide haben, ein Text, den Sie eingeben, die Token vieler Zeilen oder die Aufgabenvektoren</translation>
    </message>
    <message>
        <source>Over many rows</source>
        <translation>Über viele Zeilen</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Perzentile</translation>
    </message>
    <message>
        <source>Mean by %1</source>
        <translation>Mittel nach %1</translation>
    </message>
    <message>
        <source>share of the tokens below</source>
        <translation>Anteil der Token darunter</translation>
    </message>
    <message>
        <source>Press Look to put the first rows of this run&apos;s evaluation data, or where it has none of its training data, through both models.</source>
        <translation>Drücken Sie „Ansehen“, um die ersten Zeilen der Auswertungsdaten dieses Laufs, oder wo er keine hat seiner Trainingsdaten, durch beide Modelle zu schicken.</translation>
    </message>
    <message>
        <source>Something is being looked at already; this can follow when that has ended.</source>
        <translation>Es wird schon etwas angesehen; dies kann folgen, wenn das zu Ende ist.</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n site(s) of this run without a partner in the other.</source>
        <translation>
            <numerusform>Ausgelassen: %n Stelle dieses Laufs ohne Gegenstück im anderen.</numerusform>
            <numerusform>Ausgelassen: %n Stellen dieses Laufs ohne Gegenstück im anderen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n site(s) of the other run without a partner in this one.</source>
        <translation>
            <numerusform>Ausgelassen: %n Stelle des anderen Laufs ohne Gegenstück in diesem.</numerusform>
            <numerusform>Ausgelassen: %n Stellen des anderen Laufs ohne Gegenstück in diesem.</numerusform>
        </translation>
    </message>
    <message>
        <source>How the values of a site are distributed over the tokens of the rows, or their mean over tokens of one kind or rows of one label</source>
        <translation>Wie sich die Werte einer Stelle über die Token der Zeilen verteilen, oder ihr Mittel über Token einer Art oder Zeilen mit einem Etikett</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>Stop looking; nothing is kept</source>
        <translation>Das Ansehen abbrechen; nichts bleibt erhalten</translation>
    </message>
    <message>
        <source>The comparison was stopped. Look compares the task vectors after all.</source>
        <translation>Der Vergleich wurde angehalten. „Ansehen“ vergleicht die Aufgabenvektoren doch noch.</translation>
    </message>
</context>
<context>
    <name>loratrf::CostCard</name>
    <message>
        <source>Memory and time</source>
        <translation>Speicher und Zeit</translation>
    </message>
    <message>
        <source>What the run will need, before it starts.</source>
        <translation>Was der Lauf brauchen wird, bevor er beginnt.</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Choose a model to see what memory the run needs.</source>
        <translation>Wählen Sie ein Modell, um zu sehen, wie viel Speicher der Lauf braucht.</translation>
    </message>
    <message>
        <source>With model and data chosen, three steps tell how long the run takes.</source>
        <translation>Sind Modell und Daten gewählt, sagen drei Schritte, wie lange der Lauf dauert.</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>Take the largest token budget that fits</source>
        <translation>Das größte Token-Budget nehmen, das passt</translation>
    </message>
    <message>
        <source>Sets &quot;Tokens at a time&quot;. A larger budget is often faster and changes no result; more than the tokens of one step brings nothing</source>
        <translation>Setzt „Token auf einmal“. Ein größeres Budget ist oft schneller und ändert kein Ergebnis; mehr als die Token eines Schritts bringt nichts</translation>
    </message>
    <message>
        <source>%1. Micro-batches of %2 tokens.</source>
        <translation>%1. Mikro-Batches mit %2 Token.</translation>
    </message>
    <message>
        <source>The layers run operation by operation, which keeps more: %1</source>
        <translation>Die Schichten rechnen Operation für Operation, was mehr Speicher hält: %1</translation>
    </message>
    <message>
        <source>Largest token budget that fits: %1, with a tenth of the memory left over</source>
        <translation>Größtes Token-Budget, das passt: %1; ein Zehntel des Speichers bleibt übrig</translation>
    </message>
    <message>
        <source>No token budget fits and leaves a tenth of the memory over: a smaller model or adapter would</source>
        <translation>Kein Token-Budget passt so, dass ein Zehntel des Speichers übrig bleibt: Ein kleineres Modell oder ein kleinerer Adapter würde passen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Measure three steps</source>
        <translation>Drei Schritte &amp;messen</translation>
    </message>
    <message>
        <source>Ends the measurement</source>
        <translation>Beendet die Messung</translation>
    </message>
    <message>
        <source>Takes three steps on the batch with the most tokens and tells how long the run may take. Nothing is written; Start ends it</source>
        <translation>Macht drei Schritte mit dem Batch, der die meisten Token hat, und sagt, wie lange der Lauf dauern kann. Nichts wird geschrieben; „Starten“ beendet es</translation>
    </message>
    <message>
        <source>How long will it take? Three steps on the longest batch tell.</source>
        <translation>Wie lange dauert es? Drei Schritte auf dem längsten Batch zeigen es.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Reading model and data…</source>
        <translation>Modell und Daten werden gelesen …</translation>
    </message>
    <message>
        <source>The options have changed since; measure again.</source>
        <translation>Die Optionen haben sich seither geändert; messen Sie neu.</translation>
    </message>
    <message>
        <source>A step on the longest batch (%1 tokens) takes %2.</source>
        <translation>Ein Schritt auf dem längsten Batch (%1 Token) dauert %2.</translation>
    </message>
    <message numerus="yes">
        <source>About %1 for %n step(s), at most %2; evaluations and checkpoints come on top. %3</source>
        <translation>
            <numerusform>Etwa %1 für %n Schritt, höchstens %2; Auswertungen und Sicherungspunkte kommen hinzu. %3</numerusform>
            <numerusform>Etwa %1 für %n Schritte, höchstens %2; Auswertungen und Sicherungspunkte kommen hinzu. %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
    <message>
        <source>Disk: about %1 for checkpoints and adapter</source>
        <translation>Datenträger: etwa %1 für Sicherungspunkte und Adapter</translation>
    </message>
    <message>
        <source>Disk: about %1 for checkpoints and adapter; %2 free</source>
        <translation>Datenträger: etwa %1 für Sicherungspunkte und Adapter; %2 frei</translation>
    </message>
    <message>
        <source>Disk: about %1 for checkpoints and adapter, but only %2 free. &quot;Checkpoints kept&quot; at %3 would fit</source>
        <translation>Datenträger: etwa %1 für Sicherungspunkte und Adapter, aber nur %2 frei. Mit „Behaltene Sicherungspunkte“ auf %3 würde es passen</translation>
    </message>
    <message>
        <source>Disk: about %1 for checkpoints and adapter, but only %2 free. Make room, or choose a run folder on another disk</source>
        <translation>Datenträger: etwa %1 für Sicherungspunkte und Adapter, aber nur %2 frei. Schaffen Sie Platz, oder wählen Sie einen Laufordner auf einem anderen Datenträger</translation>
    </message>
    <message numerus="yes">
        <source>At most %n checkpoint(s) of %1 at a time, with the one being written; %2 stay when the run has ended</source>
        <translation>
            <numerusform>Höchstens %n Sicherungspunkt von %1 zugleich, der gerade geschriebene mitgezählt; %2 bleiben, wenn der Lauf zu Ende ist</numerusform>
            <numerusform>Höchstens %n Sicherungspunkte von je %1 zugleich, der gerade geschriebene mitgezählt; %2 bleiben, wenn der Lauf zu Ende ist</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::CurvesPlot</name>
    <message>
        <source>Logarithmi&amp;c</source>
        <translation>Lo&amp;garithmisch</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>Was die Kurven zeigen</translation>
    </message>
    <message>
        <source>What is drawn of each run; the training loss is smoothed</source>
        <translation>Was von jedem Lauf gezeichnet wird; der Trainingsverlust ist geglättet</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation>Auswertungsverlust</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Token je Sekunde</translation>
    </message>
    <message>
        <source>Memory (MB)</source>
        <translation>Speicher (MB)</translation>
    </message>
    <message>
        <source>What the curves run over</source>
        <translation>Worüber die Kurven laufen</translation>
    </message>
    <message>
        <source>Epochs compare runs of different batch sizes, seconds those of different speed</source>
        <translation>Epochen vergleichen Läufe verschiedener Batch-Größe, Sekunden solche verschiedenen Tempos</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>über Schritte</translation>
    </message>
    <message>
        <source>over epochs</source>
        <translation>über Epochen</translation>
    </message>
    <message>
        <source>over seconds</source>
        <translation>über Sekunden</translation>
    </message>
    <message>
        <source>Shows small differences between small values</source>
        <translation>Zeigt kleine Unterschiede zwischen kleinen Werten</translation>
    </message>
    <message>
        <source>Curves of the selected runs</source>
        <translation>Kurven der ausgewählten Läufe</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Select runs to lay their curves over each other.</source>
        <translation>Wählen Sie Läufe, um ihre Kurven übereinanderzulegen.</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n run(s)…</source>
        <translation>
            <numerusform>%n Lauf wird gelesen …</numerusform>
            <numerusform>%n Läufe werden gelesen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more selected run(s) not drawn: so many curves cannot be told apart.</source>
        <translation>
            <numerusform>%n weiterer ausgewählter Lauf ist nicht gezeichnet: So viele Kurven lassen sich nicht unterscheiden.</numerusform>
            <numerusform>%n weitere ausgewählte Läufe sind nicht gezeichnet: So viele Kurven lassen sich nicht unterscheiden.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 ends at %2, lowest %3 at %4</source>
        <translation>%1 endet bei %2, kleinster Wert %3 bei %4</translation>
    </message>
    <message>
        <source>%1 %2. %3</source>
        <translation>%1 %2. %3</translation>
    </message>
    <message>
        <source>&amp;Save plot</source>
        <translation>Diagramm s&amp;peichern</translation>
    </message>
    <message>
        <source>Save these curves as a picture or as numbers, or copy them</source>
        <translation>Diese Kurven als Bild oder als Zahlen speichern oder kopieren</translation>
    </message>
    <message>
        <source>Training loss, smoothed</source>
        <translation>Trainingsverlust, geglättet</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
</context>
<context>
    <name>loratrf::DataCard</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Examples of what the model should answer, one a row.</source>
        <translation>Beispiele dafür, was das Modell antworten soll, eines je Zeile.</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a .jsonl, .json, .csv or .tsv file here</source>
        <translation>Eine .jsonl-, .json-, .csv- oder .tsv-Datei hier ablegen</translation>
    </message>
    <message>
        <source>Optional: rows kept for checking</source>
        <translation>Optional: Zeilen, die zur Prüfung zurückbleiben</translation>
    </message>
    <message>
        <source>Train on the prompts too</source>
        <translation>Auch auf den Prompts trainieren</translation>
    </message>
    <message>
        <source>Control tokens in messages take effect</source>
        <translation>Steuertoken in Nachrichten wirken</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Roles of the fields</source>
        <translation>Rollen der Felder</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>Vorige Zeile</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Every row of the file as text and as tokens, with a search; rows can be mended in a copy</source>
        <translation>Jede Zeile der Datei als Text und als Token, mit Suche; Zeilen lassen sich in einer Kopie ausbessern</translation>
    </message>
    <message>
        <source>Coloured and underlined: the tokens trained on. Grey: only read.</source>
        <translation>Farbig und unterstrichen: die trainierten Token. Grau: nur gelesen.</translation>
    </message>
    <message>
        <source>No row can be shown.</source>
        <translation>Keine Zeile kann gezeigt werden.</translation>
    </message>
    <message>
        <source>leave the row out</source>
        <translation>die Zeile weglassen</translation>
    </message>
    <message>
        <source>cut the prompt&apos;s beginning</source>
        <translation>den Anfang des Prompts kürzen</translation>
    </message>
    <message>
        <source>cut the end</source>
        <translation>das Ende kürzen</translation>
    </message>
    <message>
        <source>do not start</source>
        <translation>nicht starten</translation>
    </message>
    <message>
        <source>None added</source>
        <translation>Keiner ergänzt</translation>
    </message>
    <message>
        <source>Longest row, in tokens</source>
        <translation>Längste Zeile, in Token</translation>
    </message>
    <message>
        <source>Longer rows meet the rule beside; memory grows with it. 256 to 2,048 are usual</source>
        <translation>Für längere Zeilen gilt die Regel daneben; der Speicher wächst mit. Üblich sind 256 bis 2.048</translation>
    </message>
    <message>
        <source>A longer row</source>
        <translation>Eine längere Zeile</translation>
    </message>
    <message>
        <source>What happens to rows over that length; the report below counts them</source>
        <translation>Was mit längeren Zeilen geschieht; der Bericht unten zählt sie</translation>
    </message>
    <message>
        <source>System message</source>
        <translation>Systemnachricht</translation>
    </message>
    <message>
        <source>Put before rows that have no system message of their own</source>
        <translation>Steht vor Zeilen, die keine eigene Systemnachricht haben</translation>
    </message>
    <message>
        <source>Off: the model learns only the answers. On: it learns to write the questions as well</source>
        <translation>Aus: Das Modell lernt nur die Antworten. An: Es lernt auch, die Fragen zu schreiben</translation>
    </message>
    <message>
        <source>Off: text such as &lt;|im_end|&gt; inside a message stays plain text. On only for data that was written that way on purpose</source>
        <translation>Aus: Text wie &lt;|im_end|&gt; in einer Nachricht bleibt gewöhnlicher Text. An nur für Daten, die mit Absicht so geschrieben sind</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Choose a data file to see its fields.</source>
        <translation>Wählen Sie eine Datendatei, um ihre Felder zu sehen.</translation>
    </message>
    <message>
        <source>Choose a model and a data file to see the first rows as tokens.</source>
        <translation>Wählen Sie ein Modell und eine Datendatei, um die ersten Zeilen als Token zu sehen.</translation>
    </message>
    <message>
        <source>The file has no row that can be shown.</source>
        <translation>Die Datei hat keine Zeile, die gezeigt werden kann.</translation>
    </message>
    <message>
        <source>Row %1 of the first %2 · line %3</source>
        <translation>Zeile %1 der ersten %2 · Dateizeile %3</translation>
    </message>
    <message>
        <source>%1 · %2 tokens, %3 trained on</source>
        <translation>%1 · %2 Token, %3 davon trainiert</translation>
    </message>
    <message>
        <source>This row cannot be used: %1</source>
        <translation>Diese Zeile ist nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>Erste Zeilen</translation>
    </message>
    <message>
        <source>split the row</source>
        <translation>die Zeile aufteilen</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>die des Modells</translation>
    </message>
    <message>
        <source>How messages become one text. The model&apos;s own, or ChatML where it brings none; another one for a base model that is to learn it. Whoever uses the model later needs the same</source>
        <translation>Wie aus Nachrichten ein Text wird. Die des Modells oder ChatML, wo es keine mitbringt; eine andere für ein Basismodell, das sie lernen soll. Wer das Modell später benutzt, braucht dieselbe</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chat-Vorlage</translation>
    </message>
    <message>
        <source>The rows were not read to the end.</source>
        <translation>Die Zeilen wurden nicht zu Ende gelesen.</translation>
    </message>
    <message>
        <source>Evaluation and training rows were not compared.</source>
        <translation>Auswertungs- und Trainingszeilen wurden nicht verglichen.</translation>
    </message>
    <message>
        <source>Evaluation and training rows cannot be compared: %1</source>
        <translation>Auswertungs- und Trainingszeilen lassen sich nicht vergleichen: %1</translation>
    </message>
    <message>
        <source>%1 · a pair of %2 and %3 tokens, %4 trained on</source>
        <translation>%1 · ein Paar aus %2 und %3 Token, %4 davon trainiert</translation>
    </message>
    <message>
        <source>Look at the evaluation rows</source>
        <translation>Auswertungszeilen ansehen</translation>
    </message>
    <message>
        <source>Look at the evaluation rows, also at the refused ones and at those that are trained on, and mend them in a copy</source>
        <translation>Die Auswertungszeilen ansehen, auch die abgelehnten und die, mit denen trainiert wird, und sie in einer Kopie ausbessern</translation>
    </message>
</context>
<context>
    <name>loratrf::DataFiles</name>
    <message>
        <source>Add a file</source>
        <translation>Datei hi&amp;nzufügen</translation>
    </message>
    <message>
        <source>Train on the rows of another file as well</source>
        <translation>Auch auf den Zeilen einer weiteren Datei trainieren</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a file of rows here</source>
        <translation>Eine Datei mit Zeilen hier ablegen</translation>
    </message>
    <message>
        <source>Further training data file</source>
        <translation>Weitere Datei mit Trainingsdaten</translation>
    </message>
    <message>
        <source>Weight of this file</source>
        <translation>Gewicht dieser Datei</translation>
    </message>
    <message>
        <source>How often an epoch takes each row of this file: 2 takes all twice, 0.5 another half of them in each epoch; 0.1 to 10 is usual</source>
        <translation>Wie oft eine Epoche jede Zeile dieser Datei nimmt: 2 nimmt alle zweimal, 0,5 in jeder Epoche eine andere Hälfte; üblich sind 0,1 bis 10</translation>
    </message>
    <message>
        <source>Do without this file</source>
        <translation>Auf diese Datei verzichten</translation>
    </message>
    <message>
        <source>Look at the rows of this file</source>
        <translation>Die Zeilen dieser Datei ansehen</translation>
    </message>
    <message>
        <source>Look at the rows of this file, and mend them in a copy</source>
        <translation>Die Zeilen dieser Datei ansehen und in einer Kopie ausbessern</translation>
    </message>
</context>
<context>
    <name>loratrf::DataReportView</name>
    <message>
        <source>Look and mend…</source>
        <translation>Ansehen und ausbessern …</translation>
    </message>
    <message>
        <source>Show repeated rows…</source>
        <translation>Doppelte Zeilen zeigen …</translation>
    </message>
    <message>
        <source>Rows that are equal to an earlier one; they count more in training than the others</source>
        <translation>Zeilen, die einer früheren gleichen; sie zählen im Training mehr als die anderen</translation>
    </message>
    <message>
        <source>Open these rows, correct them in a copy of the file, or export them with their reasons</source>
        <translation>Diese Zeilen öffnen, sie in einer Kopie der Datei berichtigen oder mit ihren Gründen exportieren</translation>
    </message>
    <message>
        <source>Refused rows</source>
        <translation>Abgelehnte Zeilen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>rows used</source>
        <translation>verwendete Zeilen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Rows that become training examples, of all training rows</source>
        <translation>Zeilen, die Trainingsbeispiele werden, von allen Trainingszeilen</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>%1 tokens in the rows used</source>
        <translation>%1 Token in den verwendeten Zeilen</translation>
    </message>
    <message>
        <source>trained on</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>%1 supervised tokens: the model learns to predict these; the others are only read</source>
        <translation>%1 Token zum Lernen: Diese lernt das Modell vorherzusagen; die anderen werden nur gelesen</translation>
    </message>
    <message>
        <source>longest row</source>
        <translation>längste Zeile</translation>
    </message>
    <message>
        <source>Tokens; median %1, 95 % of the rows have at most %2</source>
        <translation>Token; Median %1, 95 % der Zeilen haben höchstens %2</translation>
    </message>
    <message>
        <source>Rows longer than %1 tokens; %2 tokens are lost that way</source>
        <translation>Zeilen mit mehr als %1 Token; %2 Token gehen so verloren</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>Rows equal to an earlier one, white space aside</source>
        <translation>Zeilen, die bis auf Leerraum einer früheren gleichen</translation>
    </message>
    <message>
        <source>%1 rows have nothing left to train on and are not used.</source>
        <translation>Bei %1 Zeilen bleibt nichts zum Trainieren übrig; sie werden nicht verwendet.</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation rows are training rows too, so the evaluation is too good.</source>
        <translation>%1 von %2 Auswertungszeilen sind auch Trainingszeilen, die Auswertung fällt also zu gut aus.</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation rows ask what a training row asks, with another answer.</source>
        <translation>%1 von %2 Auswertungszeilen fragen dasselbe wie eine Trainingszeile, mit anderer Antwort.</translation>
    </message>
    <message>
        <source>line %1 and training line %2</source>
        <translation>Zeile %1 und Trainingszeile %2</translation>
    </message>
    <message>
        <source>For example %1.</source>
        <translation>Zum Beispiel %1.</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>%1 rows are repeated. A repeated row can be trained on and held out for evaluation at once; leave the copies out, or give a file of evaluation rows.</source>
        <translation>%1 Zeilen sind doppelt. Eine doppelte Zeile kann zugleich trainiert und für die Auswertung zurückgehalten werden; lassen Sie die Kopien aus oder geben Sie eine Datei mit Auswertungszeilen an.</translation>
    </message>
    <message>
        <source>Refused rows (%1): why?</source>
        <translation>Abgelehnte Zeilen (%1): warum?</translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows used, %4 refused, %5 too long, %6 repeated</source>
        <translation>%1: %2 von %3 Zeilen verwendet, %4 abgelehnt, %5 zu lang, %6 doppelt</translation>
    </message>
    <message>
        <source>line %1 and line %2 of %3</source>
        <translation>Zeile %1 und Zeile %2 von %3</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Evaluation rows, %1: %2 of %3 used, %4 refused, %5 too long, %6 repeated or trained on</source>
        <translation>Auswertungszeilen, %1: %2 von %3 verwendet, %4 abgelehnt, %5 zu lang, %6 doppelt oder auch im Training</translation>
    </message>
</context>
<context>
    <name>loratrf::DataRoles</name>
    <message>
        <source>Find the roles by the names</source>
        <translation>Rollen anhand der Namen finden</translation>
    </message>
    <message>
        <source>Forget the roles given here and guess them again by the whole words of the fields&apos; names</source>
        <translation>Die hier vergebenen Rollen vergessen und sie anhand ganzer Wörter der Feldnamen neu erraten</translation>
    </message>
    <message>
        <source>not used by itself</source>
        <translation>für sich allein nicht verwendet</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Chosen answer</source>
        <translation>Gewählte Antwort</translation>
    </message>
    <message>
        <source>Rejected answer</source>
        <translation>Abgelehnte Antwort</translation>
    </message>
    <message>
        <source>System message</source>
        <translation>Systemnachricht</translation>
    </message>
    <message>
        <source>%1. Give the roles to the fields here.</source>
        <translation>%1. Weisen Sie hier den Feldern die Rollen zu.</translation>
    </message>
    <message>
        <source>Drag a role onto the field that has it, or choose it beside the field&apos;s name.</source>
        <translation>Ziehen Sie eine Rolle auf das Feld, das sie hat, oder wählen Sie sie neben dem Namen des Feldes.</translation>
    </message>
    <message>
        <source>Drag this onto a field below</source>
        <translation>Auf ein Feld weiter unten ziehen</translation>
    </message>
    <message>
        <source>Role of the field %1</source>
        <translation>Rolle des Felds %1</translation>
    </message>
    <message>
        <source>What the field is to the model</source>
        <translation>Was das Feld für das Modell ist</translation>
    </message>
</context>
<context>
    <name>loratrf::DiskModelShelf</name>
    <message>
        <source>%1 cannot be looked into; check that it is there and may be read.</source>
        <translation>%1 lässt sich nicht einsehen; prüfen Sie, ob es vorhanden ist und gelesen werden darf.</translation>
    </message>
    <message>
        <source>%1 holds very many files, so the search ended early; choose a folder further down.</source>
        <translation>%1 enthält sehr viele Dateien, darum endete die Suche vorzeitig; wählen Sie einen Ordner weiter unten.</translation>
    </message>
</context>
<context>
    <name>loratrf::DropField</name>
    <message>
        <source>Browse…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>loratrf::EmptyPage</name>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>Set one &amp;up</source>
        <translation>Einen einri&amp;chten</translation>
    </message>
    <message>
        <source>Open an earlier &amp;run…</source>
        <translation>Früheren &amp;Lauf öffnen …</translation>
    </message>
    <message>
        <source>Training is under way</source>
        <translation>Es wird gerade trainiert</translation>
    </message>
    <message>
        <source>%1 A run comes here when its training ends; an earlier one can be opened meanwhile.</source>
        <translation>%1 Ein Lauf kommt hierher, wenn sein Training zu Ende ist; ein früherer lässt sich inzwischen öffnen.</translation>
    </message>
</context>
<context>
    <name>loratrf::EngineBackend</name>
    <message>
        <source>On a GPU the memory that a run needs is not foreseen. Where it runs out, fewer tokens at a time need less.</source>
        <translation>Auf einer GPU wird der Speicher, den ein Lauf braucht, nicht vorausgesehen. Wo er ausgeht, brauchen weniger Token auf einmal auch weniger.</translation>
    </message>
</context>
<context>
    <name>loratrf::EvaluateCard</name>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Both models on rows they were not trained on.</source>
        <translation>Beide Modelle auf Zeilen, mit denen sie nicht trainiert wurden.</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a file with evaluation rows here</source>
        <translation>Eine Datei mit Auswertungszeilen hier ablegen</translation>
    </message>
    <message>
        <source>Write answers and c&amp;ompare them</source>
        <translation>Antworten s&amp;chreiben und vergleichen</translation>
    </message>
    <message>
        <source>Eval&amp;uate</source>
        <translation>A&amp;uswerten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet …</translation>
    </message>
    <message>
        <source>The evaluation was stopped.</source>
        <translation>Die Auswertung wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>loratrf::EvaluationTable</name>
    <message>
        <source>Only mismatches</source>
        <translation>Nur Abweichungen</translation>
    </message>
    <message>
        <source>Expected and given answers</source>
        <translation>Erwartete und gegebene Antworten</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Tabelle speichern …</translation>
    </message>
    <message>
        <source>Only the rows that the tuned model has not answered as expected</source>
        <translation>Nur die Zeilen, die das trainierte Modell nicht wie erwartet beantwortet hat</translation>
    </message>
    <message>
        <source>Save these rows as CSV, also those for which the table has no room</source>
        <translation>Diese Zeilen als CSV speichern, auch die, für die in der Tabelle kein Platz ist</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Tuned answer</source>
        <translation>Antwort des trainierten Modells</translation>
    </message>
    <message>
        <source>Base answer</source>
        <translation>Antwort des Ausgangsmodells</translation>
    </message>
    <message>
        <source>The chosen row in full</source>
        <translation>Die gewählte Zeile in voller Länge</translation>
    </message>
    <message>
        <source>As expected: %1</source>
        <translation>Wie erwartet: %1</translation>
    </message>
    <message>
        <source>Mismatch: %1</source>
        <translation>Abweichung: %1</translation>
    </message>
    <message>
        <source>Line %1, prompt: %2</source>
        <translation>Zeile %1, Prompt: %2</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>auswertung</translation>
    </message>
    <message>
        <source>CSV tables (*.csv)</source>
        <translation>CSV-Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>The table cannot be written to %1: %2. Choose another folder, or make room.</source>
        <translation>Die Tabelle lässt sich nicht nach %1 schreiben: %2. Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>loratrf::ExportCard</name>
    <message>
        <source>What is written, and where</source>
        <translation>Was geschrieben wird und wohin</translation>
    </message>
    <message>
        <source>Every export is a new folder with a README and the figures of its comparison.</source>
        <translation>Jeder Export ist ein neuer Ordner mit einer README und den Zahlen seines Vergleichs.</translation>
    </message>
    <message>
        <source>A new or empty folder</source>
        <translation>Ein neuer oder leerer Ordner</translation>
    </message>
    <message>
        <source>&amp;Read back and compare</source>
        <translation>Zu&amp;rücklesen und vergleichen</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Write the files into this folder; it appears whole or not at all</source>
        <translation>Die Dateien in diesen Ordner schreiben; er erscheint ganz oder gar nicht</translation>
    </message>
    <message>
        <source>End the export; nothing of it is kept</source>
        <translation>Den Export beenden; nichts davon bleibt</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Where the files are written: a folder that does not exist yet, or an empty one. Never the base model&apos;s own</source>
        <translation>Wohin die Dateien geschrieben werden: ein Ordner, den es noch nicht gibt, oder ein leerer. Nie der des Ausgangsmodells</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>Ordner für den Export</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>&amp;Zahlen</translation>
    </message>
    <message>
        <source>How each weight is stored. 16 bits are what most programs expect; fp32 is exact and twice as large; q8_0 halves a GGUF file again at a small loss</source>
        <translation>Wie jedes Gewicht gespeichert wird. Die meisten Programme erwarten 16 Bit; fp32 ist exakt und doppelt so groß; q8_0 halbiert eine GGUF-Datei nochmals bei geringer Einbuße</translation>
    </message>
    <message>
        <source>The message as a user would write it</source>
        <translation>Die Nachricht, wie ein Benutzer sie schreiben würde</translation>
    </message>
    <message>
        <source>One promp&amp;t</source>
        <translation>Ein Promp&amp;t</translation>
    </message>
    <message>
        <source>This method decides from the prompt which of its updates apply; merged files hold those of one prompt and are wrong for others</source>
        <translation>Diese Methode entscheidet anhand des Prompts, welche ihrer Änderungen gelten; verschmolzene Dateien enthalten die für einen Prompt und sind für andere falsch</translation>
    </message>
    <message>
        <source>The one prompt that the files are right for</source>
        <translation>Der eine Prompt, für den die Dateien stimmen</translation>
    </message>
    <message>
        <source>Read back and compare</source>
        <translation>Zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Opens what was written and compares its logits and greedy answers with the base model and its adapter. Needs the base model; leave it on unless time or memory is short</source>
        <translation>Öffnet das Geschriebene und vergleicht seine Logits und Greedy-Antworten mit dem Ausgangsmodell und seinem Adapter. Braucht das Ausgangsmodell; lassen Sie es an, außer wenn Zeit oder Speicher knapp ist</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>Geschriebene Dateien</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>Pfad &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path to the clipboard</source>
        <translation>Pfad des Ordners in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>wie trainiert</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet …</translation>
    </message>
    <message>
        <source>Not compared, as you asked.</source>
        <translation>Nicht verglichen, wie Sie es wollten.</translation>
    </message>
    <message>
        <source>✓ Passed. %1</source>
        <translation>✓ Bestanden. %1</translation>
    </message>
    <message>
        <source>✓ Right within rounding. %1</source>
        <translation>✓ Richtig, soweit das Runden es zulässt. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in %1</source>
        <translation>
            <numerusform>%n Datei in %1</numerusform>
            <numerusform>%n Dateien in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The export was cancelled; nothing of it was kept.</source>
        <translation>Der Export wurde abgebrochen; nichts davon blieb erhalten.</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>Not possible: %1</source>
        <translation>Nicht möglich: %1</translation>
    </message>
    <message>
        <source>Possible when the training run has ended.</source>
        <translation>Möglich, wenn der Trainingslauf zu Ende ist.</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Wird beendet …</translation>
    </message>
    <message>
        <source>&amp;Show in files</source>
        <translation>Ordner ze&amp;igen</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Den Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>loratrf::ExportPage</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Here you take a run along: its adapter, or a whole model.</source>
        <translation>Hier nehmen Sie einen Lauf mit: seinen Adapter oder ein ganzes Modell.</translation>
    </message>
</context>
<context>
    <name>loratrf::FieldHelp</name>
    <message>
        <source>More in the guide</source>
        <translation>Mehr im Handbuch</translation>
    </message>
    <message>
        <source>%1 in the guide (F1)</source>
        <translation>%1 im Handbuch (F1)</translation>
    </message>
</context>
<context>
    <name>loratrf::FiltersPage</name>
    <message>
        <source>Here you see what each place of the adapter does, over time and over a text.</source>
        <translation>Hier sehen Sie, was jede Stelle des Adapters tut, über die Zeit und über einen Text.</translation>
    </message>
    <message>
        <source>Activity over time</source>
        <translation>Aktivität über die Zeit</translation>
    </message>
    <message>
        <source>Activity over a text</source>
        <translation>Aktivität über einem Text</translation>
    </message>
    <message>
        <source>Over many rows</source>
        <translation>Über viele Zeilen</translation>
    </message>
    <message>
        <source>Two runs</source>
        <translation>Zwei Läufe</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>loratrf::FitBadge</name>
    <message>
        <source>Fits in memory</source>
        <translation>Passt in den Speicher</translation>
    </message>
    <message>
        <source>Tight in memory</source>
        <translation>Passt knapp in den Speicher</translation>
    </message>
    <message>
        <source>Too large for the memory</source>
        <translation>Zu groß für den Speicher</translation>
    </message>
</context>
<context>
    <name>loratrf::FolderLibrary</name>
    <message>
        <source>%1 is being trained right now; stop it first.</source>
        <translation>%1 wird gerade trainiert; halten Sie den Lauf zuerst an.</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash: its disk has none, or the folder may not be changed. It was left as it is.</source>
        <translation>%1 ließ sich nicht in den Papierkorb legen: Die Platte hat keinen, oder der Ordner darf nicht geändert werden. Es blieb alles, wie es ist.</translation>
    </message>
    <message>
        <source>The index of runs cannot be kept in %1 (%2), so each opening reads all run folders again. Everything else works here as usual.</source>
        <translation>Das Verzeichnis der Läufe kann nicht in %1 abgelegt werden (%2); daher liest jedes Öffnen alle Laufordner neu. Alles andere geht hier wie gewohnt.</translation>
    </message>
</context>
<context>
    <name>loratrf::GoBackDialog</name>
    <message>
        <source>Go back to the last good state</source>
        <translation>Zurück zum letzten guten Zustand</translation>
    </message>
    <message>
        <source>The run goes on from its newest checkpoint before step %1, where the trouble began. Steps and checkpoints after it are given up; the journal keeps the record of them.</source>
        <translation>Der Lauf geht von seinem neuesten Sicherungspunkt vor Schritt %1 weiter, bei dem die Störung begann. Spätere Schritte und Sicherungspunkte werden aufgegeben; im Journal bleiben sie verzeichnet.</translation>
    </message>
    <message>
        <source>Rate of the schedule from there on; it was %1. With the same rate the run may well take the same way again, so half of it is proposed</source>
        <translation>Rate des Verlaufs von dort an; sie war %1. Mit derselben Rate nimmt der Lauf leicht wieder denselben Weg, daher wird die Hälfte vorgeschlagen</translation>
    </message>
    <message>
        <source>Go on with the &amp;learning rate</source>
        <translation>Weiter mit der &amp;Lernrate</translation>
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation>&amp;Zurückgehen</translation>
    </message>
</context>
<context>
    <name>loratrf::GpuStrip</name>
    <message>
        <source>Share of the time in which the GPU computed anything, for whatever program</source>
        <translation>Anteil der Zeit, in der die GPU etwas berechnet hat, gleich für welches Programm</translation>
    </message>
    <message>
        <source>Memory of the GPU that is in use, by all programs together</source>
        <translation>Belegter Speicher der GPU, von allen Programmen zusammen</translation>
    </message>
    <message>
        <source>Temperature of the GPU</source>
        <translation>Temperatur der GPU</translation>
    </message>
    <message>
        <source>Electric power that the GPU draws</source>
        <translation>Elektrische Leistung, die die GPU aufnimmt</translation>
    </message>
    <message>
        <source>GPU %1 %</source>
        <translation>GPU %1 %</translation>
    </message>
    <message>
        <source>GPU in use: %1 %</source>
        <translation>Auslastung der GPU: %1 %</translation>
    </message>
    <message>
        <source>Memory %1 of %2</source>
        <translation>Speicher %1 von %2</translation>
    </message>
    <message>
        <source>GPU memory in use: %1 of %2</source>
        <translation>Belegter Speicher der GPU: %1 von %2</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>GPU temperature: %1 °C</source>
        <translation>Temperatur der GPU: %1 °C</translation>
    </message>
    <message>
        <source>%1 W</source>
        <translation>%1 W</translation>
    </message>
    <message>
        <source>GPU power: %1 W</source>
        <translation>Leistung der GPU: %1 W</translation>
    </message>
</context>
<context>
    <name>loratrf::GuideDialog</name>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>Text der Seite</translation>
    </message>
</context>
<context>
    <name>loratrf::Heatmap</name>
    <message>
        <source>nothing reported</source>
        <translation>nichts gemeldet</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1, token %2 “%3”: %4</source>
        <translation>%1, Token %2 „%3“: %4</translation>
    </message>
    <message>
        <source>%1, step %2: %3</source>
        <translation>%1, Schritt %2: %3</translation>
    </message>
    <message>
        <source>%1, steps %2–%3: %4</source>
        <translation>%1, Schritte %2–%3: %4</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Map: %1</source>
        <translation>Karte: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation>Adaptergröße</translation>
    </message>
    <message>
        <source>%1 over a text, step %2</source>
        <translation>%1 über einem Text, Schritt %2</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>loratrf::HeatmapMenu</name>
    <message>
        <source>S&amp;ave map</source>
        <translation>Karte s&amp;peichern</translation>
    </message>
    <message>
        <source>Save this map as a picture or as numbers, or copy it</source>
        <translation>Diese Karte als Bild oder als Zahlen speichern oder kopieren</translation>
    </message>
</context>
<context>
    <name>loratrf::HelpDialog</name>
    <message>
        <source>About LoRATRF</source>
        <translation>Über LoRATRF</translation>
    </message>
    <message>
        <source>LoRATRF adds a task-aware filter to LoRA: a learned task vector ξ decides for each token how much of its hidden state h goes through a small learned map whose result is added back. The method section of the paper was not available to us. What this program does is a reconstruction from the abstract, two automatic digests of the paper and one independent re-implementation. They agree on the filter s = clamp(cos(h, ξ), 0, 1). That the map is the product D C of two thin matrices, and where it sits, is our choice: once for each block, on its output, or on each adapted projection. The initial values, the training recipe and the models of the paper are unknown to us as well. &quot;33.71 % fewer parameters&quot; is the paper&apos;s claim, and what it is measured against is not stated where we could read it; the figures this program shows are the ones you measure yourself.</source>
        <translation>LoRATRF ergänzt LoRA um einen aufgabenbezogenen Filter: Ein gelernter Aufgabenvektor ξ entscheidet für jedes Token, wie viel von seinem verborgenen Zustand h durch eine kleine gelernte Abbildung geht, deren Ergebnis wieder addiert wird. Der Methodenteil des Artikels lag uns nicht vor. Was dieses Programm tut, ist eine Rekonstruktion aus der Zusammenfassung, zwei automatischen Auszügen des Artikels und einer unabhängigen Nachimplementierung. Sie stimmen im Filter s = clamp(cos(h, ξ), 0, 1) überein. Dass die Abbildung das Produkt D C zweier schmaler Matrizen ist und wo sie sitzt, ist unsere Wahl: einmal je Block, an seinem Ausgang, oder an jeder angepassten Projektion. Auch die Anfangswerte, das Trainingsrezept und die Modelle des Artikels sind uns unbekannt. „33,71 % weniger Parameter“ ist die Behauptung des Artikels, und wogegen gemessen wurde, steht nirgends, wo wir es lesen konnten; die Zahlen, die dieses Programm zeigt, sind die, die Sie selbst messen.</translation>
    </message>
</context>
<context>
    <name>loratrf::JobNews</name>
    <message>
        <source>Training failed</source>
        <translation>Das Training ist gescheitert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Training has ended</source>
        <translation>Das Training ist zu Ende</translation>
    </message>
    <message numerus="yes">
        <source>%1 took %n step(s).</source>
        <translation>
            <numerusform>%1 hat %n Schritt gemacht.</numerusform>
            <numerusform>%1 hat %n Schritte gemacht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export is written</source>
        <translation>Der Export ist geschrieben</translation>
    </message>
    <message>
        <source>Evaluation has ended</source>
        <translation>Die Auswertung ist zu Ende</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) looked at.</source>
        <translation>
            <numerusform>%n Zeile angesehen.</numerusform>
            <numerusform>%n Zeilen angesehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Row statistics are ready</source>
        <translation>Die Statistik über die Zeilen ist fertig</translation>
    </message>
    <message>
        <source>Reading the rows failed</source>
        <translation>Das Lesen der Zeilen ist gescheitert</translation>
    </message>
    <message>
        <source>Three steps are measured</source>
        <translation>Drei Schritte sind gemessen</translation>
    </message>
    <message>
        <source>The whole run would take about %1.</source>
        <translation>Der ganze Lauf würde etwa %1 dauern.</translation>
    </message>
    <message>
        <source>A long step takes %1.</source>
        <translation>Ein langer Schritt dauert %1.</translation>
    </message>
    <message>
        <source>Data report is ready</source>
        <translation>Der Bericht über die Daten ist fertig</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n row(s) can be used.</source>
        <translation>
            <numerusform>%1: %n Zeile ist brauchbar.</numerusform>
            <numerusform>%1: %n Zeilen sind brauchbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparison has ended</source>
        <translation>Der Vergleich ist zu Ende</translation>
    </message>
    <message>
        <source>Its report shows how the methods did.</source>
        <translation>Sein Bericht zeigt, wie die Methoden abgeschnitten haben.</translation>
    </message>
    <message>
        <source>Comparison failed</source>
        <translation>Der Vergleich ist gescheitert</translation>
    </message>
    <message>
        <source>Export failed</source>
        <translation>Der Export ist gescheitert</translation>
    </message>
    <message>
        <source>Evaluation failed</source>
        <translation>Die Auswertung ist gescheitert</translation>
    </message>
    <message>
        <source>Row statistics failed</source>
        <translation>Die Statistik über die Zeilen ist gescheitert</translation>
    </message>
    <message>
        <source>Measuring three steps failed</source>
        <translation>Die Messung dreier Schritte ist gescheitert</translation>
    </message>
    <message>
        <source>An answer failed</source>
        <translation>Eine Antwort ist gescheitert</translation>
    </message>
    <message>
        <source>A comparison of methods is under way.</source>
        <translation>Ein Vergleich von Methoden läuft.</translation>
    </message>
    <message>
        <source>A training run is under way.</source>
        <translation>Ein Trainingslauf ist im Gange.</translation>
    </message>
    <message>
        <source>An export is under way.</source>
        <translation>Ein Export läuft.</translation>
    </message>
    <message>
        <source>An evaluation is under way.</source>
        <translation>Eine Auswertung läuft.</translation>
    </message>
    <message>
        <source>Many rows are being looked at.</source>
        <translation>Viele Zeilen werden gerade angesehen.</translation>
    </message>
    <message>
        <source>Three steps are being measured.</source>
        <translation>Drei Schritte werden gemessen.</translation>
    </message>
    <message>
        <source>A run may be going wrong</source>
        <translation>Ein Lauf geht womöglich schief</translation>
    </message>
    <message>
        <source>Evaluation and training rows are compared</source>
        <translation>Auswertungs- und Trainingszeilen sind verglichen</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) in both.</source>
        <translation>
            <numerusform>%n Zeile in beiden.</numerusform>
            <numerusform>%n Zeilen in beiden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The search has ended</source>
        <translation>Die Suche ist zu Ende</translation>
    </message>
    <message>
        <source>The rows that were found are listed.</source>
        <translation>Die gefundenen Zeilen sind aufgelistet.</translation>
    </message>
    <message>
        <source>Rows are written</source>
        <translation>Zeilen sind geschrieben</translation>
    </message>
    <message>
        <source>The answers are there</source>
        <translation>Die Antworten sind da</translation>
    </message>
    <message>
        <source>Every model that was asked has answered.</source>
        <translation>Jedes gefragte Modell hat geantwortet.</translation>
    </message>
    <message>
        <source>The text is looked at</source>
        <translation>Der Text ist angesehen</translation>
    </message>
    <message>
        <source>The map shows where the two runs differ.</source>
        <translation>Die Karte zeigt, wo sich die beiden Läufe unterscheiden.</translation>
    </message>
    <message>
        <source>Looking at the text failed</source>
        <translation>Das Ansehen des Textes ist gescheitert</translation>
    </message>
    <message>
        <source>A run is damaged</source>
        <translation>Ein Lauf ist beschädigt</translation>
    </message>
    <message>
        <source>A run is verified</source>
        <translation>Ein Lauf ist geprüft</translation>
    </message>
    <message>
        <source>%1 is as it was written.</source>
        <translation>%1 ist so, wie er geschrieben wurde.</translation>
    </message>
    <message>
        <source>Saving for TensorBoard failed</source>
        <translation>Das Speichern für TensorBoard ist gescheitert</translation>
    </message>
    <message>
        <source>Figures are saved for TensorBoard</source>
        <translation>Die Werte für TensorBoard sind gespeichert</translation>
    </message>
    <message>
        <source>The search for models has ended</source>
        <translation>Die Suche nach Modellen ist zu Ende</translation>
    </message>
    <message>
        <source>The models that were found are listed.</source>
        <translation>Die gefundenen Modelle sind aufgelistet.</translation>
    </message>
    <message>
        <source>Rows could not be written</source>
        <translation>Zeilen ließen sich nicht schreiben</translation>
    </message>
    <message>
        <source>Task vectors are compared</source>
        <translation>Die Aufgabenvektoren sind verglichen</translation>
    </message>
    <message>
        <source>The maps show how alike they are.</source>
        <translation>Die Karten zeigen, wie ähnlich sie einander sind.</translation>
    </message>
    <message>
        <source>Comparing task vectors failed</source>
        <translation>Der Vergleich der Aufgabenvektoren ist gescheitert</translation>
    </message>
</context>
<context>
    <name>loratrf::LengthPlot</name>
    <message>
        <source>Lengths of the rows, and where they are cut off</source>
        <translation>Längen der Zeilen und wo sie abgeschnitten werden</translation>
    </message>
    <message>
        <source>Drag the line, or press the arrow keys, to set the longest row. Longer rows need more memory and time; 256 to 2,048 tokens are usual</source>
        <translation>Ziehen Sie die Linie oder drücken Sie die Pfeiltasten, um die längste Zeile festzulegen. Längere Zeilen brauchen mehr Speicher und Zeit; üblich sind 256 bis 2.048 Token</translation>
    </message>
    <message>
        <source>tokens a row</source>
        <translation>Token je Zeile</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>No row is longer than %1 tokens.</source>
        <translation>Keine Zeile ist länger als %1 Token.</translation>
    </message>
    <message>
        <source>%1 of %2 rows are longer than %3 tokens</source>
        <translation>%1 von %2 Zeilen sind länger als %3 Token</translation>
    </message>
    <message>
        <source>%1, so the run would not start.</source>
        <translation>%1, der Lauf würde also nicht beginnen.</translation>
    </message>
    <message>
        <source>%1: at least %2 tokens (%3) are cut off.</source>
        <translation>%1: Mindestens %2 Token (%3) werden abgeschnitten.</translation>
    </message>
    <message>
        <source>%1: they are left out with their %2 tokens (%3).</source>
        <translation>%1: Sie werden mit ihren %2 Token (%3) ausgelassen.</translation>
    </message>
    <message>
        <source>%1: they are split into several sequences.</source>
        <translation>%1: Sie werden in mehrere Sequenzen geteilt.</translation>
    </message>
</context>
<context>
    <name>loratrf::LibraryModel</name>
    <message>
        <source>starred</source>
        <translation>mit Stern</translation>
    </message>
    <message>
        <source>not starred</source>
        <translation>ohne Stern</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
</context>
<context>
    <name>loratrf::LibraryPage</name>
    <message>
        <source>Starred &amp;only</source>
        <translation>&amp;Nur mit Stern</translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>Läufe werden gesucht …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search names, methods, models, data, tags, notes</source>
        <translation>Namen, Methoden, Modelle, Daten, Schlagwörter, Notizen durchsuchen</translation>
    </message>
    <message>
        <source>Runs that have all these words somewhere (Ctrl+F)</source>
        <translation>Läufe, in denen alle diese Wörter irgendwo stehen (Strg+F)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Runs of one state alone</source>
        <translation>Nur Läufe eines Zustands</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>Only runs that you marked with a star</source>
        <translation>Nur Läufe, die Sie mit einem Stern gekennzeichnet haben</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>Which columns the table shows</source>
        <translation>Welche Spalten die Tabelle zeigt</translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>The project folder, in which runs are kept</source>
        <translation>Der Projektordner, in dem die Läufe liegen</translation>
    </message>
    <message>
        <source>&amp;Choose project folder…</source>
        <translation>&amp;Projektordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Show in files</source>
        <translation>Im &amp;Dateiverwalter zeigen</translation>
    </message>
    <message>
        <source>&amp;Look for changes</source>
        <translation>Nach Änderungen &amp;sehen</translation>
    </message>
    <message>
        <source>&amp;Read all runs again</source>
        <translation>Alle Läufe &amp;neu lesen</translation>
    </message>
    <message>
        <source>Compare &amp;methods…</source>
        <translation>&amp;Methoden vergleichen …</translation>
    </message>
    <message>
        <source>Train several methods on the same rows, seeds and budget, and judge them on unseen rows</source>
        <translation>Mehrere Methoden mit gleichen Zeilen, Startwerten und gleichem Budget trainieren und an ungesehenen Zeilen beurteilen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Trade-off</source>
        <translation>Abwägung</translation>
    </message>
    <message>
        <source>reading run %1 of %2…</source>
        <translation>Lauf %1 von %2 wird gelesen …</translation>
    </message>
    <message>
        <source>Choose project folder</source>
        <translation>Projektordner wählen</translation>
    </message>
    <message>
        <source>Select a run to see what became of it, and several to compare them.</source>
        <translation>Wählen Sie einen Lauf, um zu sehen, was aus ihm wurde, und mehrere, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>%1 are selected, %2 on disk. Curves, Options and Trade-off compare them.</source>
        <translation>%1 sind ausgewählt, %2 auf der Platte. „Kurven“, „Optionen“ und „Abwägung“ vergleichen sie.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 in %2, %3</source>
        <translation>%1 in %2, %3</translation>
    </message>
    <message>
        <source>No runs in this folder yet. What you train appears here; Folder chooses another project folder.</source>
        <translation>Noch keine Läufe in diesem Ordner. Was Sie trainieren, erscheint hier; „Ordner“ wählt einen anderen Projektordner.</translation>
    </message>
    <message>
        <source>No run matches the search.</source>
        <translation>Kein Lauf passt zur Suche.</translation>
    </message>
    <message>
        <source>Choose a folder for TensorBoard</source>
        <translation>Ordner für TensorBoard wählen</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) saved. TensorBoard shows them with: tensorboard --logdir %1</source>
        <translation>
            <numerusform>%n Lauf gespeichert. TensorBoard zeigt ihn mit: tensorboard --logdir %1</numerusform>
            <numerusform>%n Läufe gespeichert. TensorBoard zeigt sie mit: tensorboard --logdir %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled: no figures were saved for TensorBoard.</source>
        <translation>Abgebrochen: Für TensorBoard wurde nichts gespeichert.</translation>
    </message>
</context>
<context>
    <name>loratrf::LossPlot</name>
    <message>
        <source>evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>best evaluation</source>
        <translation>beste Auswertung</translation>
    </message>
    <message>
        <source>patience ends</source>
        <translation>Geduld endet</translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>bester %1</translation>
    </message>
    <message>
        <source>%1 Evaluation loss %2 at step %3, best %4 at step %5.</source>
        <translation>%1 Auswertungsverlust %2 bei Schritt %3, bester %4 bei Schritt %5.</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>train %1</source>
        <translation>Training %1</translation>
    </message>
    <message>
        <source>train %1 (smoothed %2)</source>
        <translation>Training %1 (geglättet %2)</translation>
    </message>
    <message>
        <source>eval %1</source>
        <translation>Auswertung %1</translation>
    </message>
    <message>
        <source>lr %1</source>
        <translation>Lernrate %1</translation>
    </message>
</context>
<context>
    <name>loratrf::MainWindow</name>
    <message>
        <source>Open model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf config.json);;All files (*)</source>
        <translation>Modelle (*.gguf config.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>Daten öffnen</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open run folder</source>
        <translation>Ordner eines Laufs öffnen</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>Diagnose speichern</translation>
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation>JSON (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation>&amp;Modell öffnen …</translation>
    </message>
    <message>
        <source>Open model f&amp;older…</source>
        <translation>Modell&amp;ordner öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;data…</source>
        <translation>&amp;Daten öffnen …</translation>
    </message>
    <message>
        <source>Open &amp;run…</source>
        <translation>&amp;Lauf öffnen …</translation>
    </message>
    <message>
        <source>&amp;Load options…</source>
        <translation>Optionen l&amp;aden …</translation>
    </message>
    <message>
        <source>&amp;Save options…</source>
        <translation>Optionen &amp;speichern …</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo change of the form</source>
        <translation>Änderung am Formular &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Redo change of the form</source>
        <translation>Änderung am Formular &amp;wiederholen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Set up</source>
        <translation>&amp;Einrichten</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Li&amp;brary</source>
        <translation>&amp;Bibliothek</translation>
    </message>
    <message>
        <source>&amp;Try</source>
        <translation>&amp;Probieren</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>As the des&amp;ktop</source>
        <translation>Wie der De&amp;sktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>Larger te&amp;xt</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>Kle&amp;inere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>&amp;Normale Schrift</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Willkommen</translation>
    </message>
    <message>
        <source>Save &amp;diagnostics…</source>
        <translation>&amp;Diagnose speichern …</translation>
    </message>
    <message>
        <source>About &amp;LoRATRF</source>
        <translation>Über &amp;LoRATRF</translation>
    </message>
    <message>
        <source>Wh&amp;at is this?</source>
        <translation>W&amp;as ist das?</translation>
    </message>
    <message>
        <source>The demo also needs a small model, which is not on this machine yet, or not where it was looked for. Choose %1, as a GGUF file or a folder from Hugging Face; started by ./run, the program brings it along. Another small chat model does as well.</source>
        <translation>Die Demo braucht auch ein kleines Modell, das noch nicht auf diesem Rechner liegt oder nicht dort, wo gesucht wurde. Wählen Sie %1, als GGUF-Datei oder als Ordner von Hugging Face; mit ./run gestartet, bringt das Programm es mit. Ein anderes kleines Chat-Modell geht auch.</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>This cannot be opened as a run. %1</source>
        <translation>Das lässt sich nicht als Lauf öffnen. %1</translation>
    </message>
    <message>
        <source>No diagnostics could be gathered: %1</source>
        <translation>Es ließ sich keine Diagnose zusammenstellen: %1</translation>
    </message>
    <message>
        <source>The diagnostics are in %1. They hold no rows, no answers and no weights, and of paths the last part alone.</source>
        <translation>Die Diagnose steht in %1. Sie enthält keine Zeilen, keine Antworten und keine Gewichte, und von Pfaden nur den letzten Teil.</translation>
    </message>
    <message>
        <source>Another language makes the pages anew and would drop them.</source>
        <translation>Mit einer anderen Sprache entstehen die Seiten neu; dabei gingen sie verloren.</translation>
    </message>
    <message>
        <source>The demo also needs a small model, which is not on this machine yet, or not where it was looked for. Download %1 from %2, as a GGUF file or a folder, and choose it here; the program itself never uses the network. Another small chat model does as well.</source>
        <translation>Die Demo braucht auch ein kleines Modell, das noch nicht auf diesem Rechner liegt oder nicht dort, wo gesucht wurde. Laden Sie %1 von %2 herunter, als GGUF-Datei oder als Ordner, und wählen Sie es hier; das Programm selbst benutzt nie das Netz. Ein anderes kleines Chat-Modell geht auch.</translation>
    </message>
</context>
<context>
    <name>loratrf::MemoryBar</name>
    <message>
        <source>Memory the run needs</source>
        <translation>Speicher, den der Lauf braucht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The whole length is what the run needs; the line below is the free memory</source>
        <translation>Die ganze Länge ist der Bedarf des Laufs; die Linie darunter ist der freie Speicher</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>%1 % of the free %2</source>
        <translation>%1 % der freien %2</translation>
    </message>
</context>
<context>
    <name>loratrf::MemoryParts</name>
    <message>
        <source>Base model</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>The frozen weights, in the number type they compute in. A smaller model or bf16 needs less</source>
        <translation>Die eingefrorenen Gewichte, im Zahlentyp, in dem sie rechnen. Ein kleineres Modell oder bf16 braucht weniger</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>What is trained, and what the method holds beside it. A smaller rank needs less</source>
        <translation>Was trainiert wird und was die Methode daneben hält. Ein kleinerer Rang braucht weniger</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>Four bytes for each trained parameter</source>
        <translation>Vier Bytes für jeden trainierten Parameter</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Two moments, eight bytes for each trained parameter</source>
        <translation>Zwei Momente, acht Byte für jeden trainierten Parameter</translation>
    </message>
    <message>
        <source>Last good state</source>
        <translation>Letzter guter Zustand</translation>
    </message>
    <message>
        <source>A copy that a run goes back to when its loss stops being a number</source>
        <translation>Eine Kopie, zu der ein Lauf zurückkehrt, wenn sein Verlust keine Zahl mehr ist</translation>
    </message>
    <message>
        <source>Kept for backward</source>
        <translation>Für rückwärts behalten</translation>
    </message>
    <message>
        <source>What the forward pass keeps for the backward pass. Grows with the tokens at a time; computing again needs less</source>
        <translation>Was der Vorwärtslauf für den Rückwärtslauf behält. Wächst mit den Token auf einmal; neu berechnen braucht weniger</translation>
    </message>
    <message>
        <source>Working space</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>What the largest moment of a step holds beside all that</source>
        <translation>Was der größte Augenblick eines Schrittes neben alledem belegt</translation>
    </message>
    <message>
        <source>Slack</source>
        <translation>Verschnitt</translation>
    </message>
    <message>
        <source>Blocks that wait for the next tensor, or are larger than it</source>
        <translation>Blöcke, die auf den nächsten Tensor warten oder größer sind als er</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>This program, its libraries and the tokenizer</source>
        <translation>Dieses Programm, seine Bibliotheken und der Tokenizer</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with layers computed again in the backward pass</source>
        <translation>Braucht etwa %1 von %2 freiem Speicher, wobei Schichten im Rückwärtslauf neu berechnet werden</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with layers computed again in the backward pass: a smaller token budget or a smaller model would fit</source>
        <translation>Braucht etwa %1 von %2 freiem Speicher, wobei Schichten im Rückwärtslauf neu berechnet werden: Ein kleineres Token-Budget oder ein kleineres Modell würde passen</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 free memory</source>
        <translation>Braucht etwa %1 von %2 freiem Speicher</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 free memory: a smaller token budget or a smaller model would fit</source>
        <translation>Braucht etwa %1 von %2 freiem Speicher: Ein kleineres Token-Budget oder ein kleineres Modell würde passen</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with feed-forward parts computed again in the backward pass</source>
        <translation>Braucht etwa %1 von %2 freiem Speicher, wobei Feed-forward-Teile im Rückwärtslauf neu berechnet werden</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with feed-forward parts computed again in the backward pass: a smaller token budget or a smaller model would fit</source>
        <translation>Braucht etwa %1 von %2 freiem Speicher, wobei Feed-forward-Teile im Rückwärtslauf neu berechnet werden: Ein kleineres Token-Budget oder ein kleineres Modell würde passen</translation>
    </message>
</context>
<context>
    <name>loratrf::MessageStrip</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>loratrf::MethodCard</name>
    <message>
        <source>%1 trainable parameters</source>
        <translation>%1 trainierbare Parameter</translation>
    </message>
    <message>
        <source>%1 trainable parameters · %2 of the model · %3 % of a plain LoRA of rank %4 (%5)</source>
        <translation>%1 trainierbare Parameter · %2 des Modells · %3 % eines einfachen LoRA vom Rang %4 (%5)</translation>
    </message>
    <message>
        <source>%1 trainable parameters · %2 of the model</source>
        <translation>%1 trainierbare Parameter · %2 des Modells</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>How the adapter is built and how large it is.</source>
        <translation>Wie der Adapter gebaut ist und wie groß er ist.</translation>
    </message>
    <message>
        <source>F&amp;it</source>
        <translation>An&amp;passen</translation>
    </message>
    <message>
        <source>The kind of adapter that is trained; the list says what each does. LoRA is the one others are measured by</source>
        <translation>Die Art Adapter, die trainiert wird; die Liste sagt, was jede tut. LoRA ist die, an der andere gemessen werden</translation>
    </message>
    <message>
        <source>Counted from the model&apos;s own shapes, before anything is loaded</source>
        <translation>Aus den Formen des Modells selbst gezählt, bevor etwas geladen ist</translation>
    </message>
    <message>
        <source>A third fewer parameters than a LoRA of rank</source>
        <translation>Ein Drittel weniger Parameter als ein LoRA vom Rang</translation>
    </message>
    <message>
        <source>Rank of the LoRA to compare with</source>
        <translation>Rang des LoRA zum Vergleich</translation>
    </message>
    <message>
        <source>Rank of the plain LoRA, on the same targets, to compare with. Usual: 8 to 64</source>
        <translation>Rang des einfachen LoRA auf denselben Zielen, mit dem verglichen wird. Üblich: 8 bis 64</translation>
    </message>
    <message>
        <source>Sets the largest ranks that need at most 66.29 % of that LoRA&apos;s parameters. Whether the result is as good is for you to measure</source>
        <translation>Setzt die größten Ränge, die höchstens 66,29 % der Parameter dieses LoRA brauchen. Ob das Ergebnis ebenso gut ist, müssen Sie messen</translation>
    </message>
    <message>
        <source>Choose a model to see how many parameters are trained.</source>
        <translation>Wählen Sie ein Modell, um zu sehen, wie viele Parameter trainiert werden.</translation>
    </message>
    <message>
        <source>Ranks set. Fewer parameters is arithmetic; whether the result is as good is for you to measure.</source>
        <translation>Ränge gesetzt. Weniger Parameter sind Arithmetik; ob das Ergebnis ebenso gut ist, müssen Sie messen.</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Train a new adapter instead; that folder stays as it is</source>
        <translation>Stattdessen einen neuen Adapter trainieren; der Ordner bleibt, wie er ist</translation>
    </message>
    <message>
        <source>Goes on from the adapter %1</source>
        <translation>Beginnt mit dem Adapter %1</translation>
    </message>
    <message>
        <source>%1 trainable parameters · %2 of the model · %3 times a plain LoRA of rank %4 (%5)</source>
        <translation>%1 trainierbare Parameter · %2 des Modells · das %3-Fache eines einfachen LoRA vom Rang %4 (%5)</translation>
    </message>
    <message>
        <source>%1 of the model</source>
        <translation>%1 des Modells</translation>
    </message>
</context>
<context>
    <name>loratrf::ModelCard</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The base model. It stays as it is; only the adapter learns.</source>
        <translation>Das Ausgangsmodell. Es bleibt, wie es ist; nur der Adapter lernt.</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation>GGUF-Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a folder or a .gguf file here</source>
        <translation>Einen Ordner oder eine .gguf-Datei hier ablegen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>%1 × %2 wide</source>
        <translation>%1 × %2 breit</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>Number types</source>
        <translation>Zahlentypen</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chat-Vorlage</translation>
    </message>
    <message>
        <source>none in the files: ChatML is used</source>
        <translation>keine in den Dateien: ChatML wird verwendet</translation>
    </message>
    <message>
        <source>yes, from the model</source>
        <translation>ja, aus dem Modell</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>not stated in the files</source>
        <translation>in den Dateien nicht angegeben</translation>
    </message>
</context>
<context>
    <name>loratrf::ModelFinder</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Find a model</source>
        <translation>Modell suchen</translation>
    </message>
    <message>
        <source>Look &amp;below these folders</source>
        <translation>&amp;Unter diesen Ordnern suchen</translation>
    </message>
    <message>
        <source>Folders that models lie below, on any disk; remembered</source>
        <translation>Ordner, unter denen Modelle liegen, auf beliebigen Platten; werden gemerkt</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Part of a name or path</source>
        <translation>Teil eines Namens oder Pfads</translation>
    </message>
    <message>
        <source>Shows the models whose name or path has this in it</source>
        <translation>Zeigt die Modelle, deren Name oder Pfad dies enthält</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>&amp;Take it</source>
        <translation>Ü&amp;bernehmen</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>Ordner mit Modellen</translation>
    </message>
    <message>
        <source>used lately</source>
        <translation>zuletzt benutzt</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht …</translation>
    </message>
    <message>
        <source>Add a folder to find the models below it: folders in Hugging Face layout and GGUF files. Nothing is downloaded.</source>
        <translation>Fügen Sie einen Ordner hinzu, um die Modelle darunter zu finden: Ordner im Aufbau von Hugging Face und GGUF-Dateien. Nichts wird heruntergeladen.</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled; %n model(s) found until then.</source>
        <translation>
            <numerusform>Abgebrochen; bis dahin %n Modell gefunden.</numerusform>
            <numerusform>Abgebrochen; bis dahin %n Modelle gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) found.</source>
        <translation>
            <numerusform>%n Modell gefunden.</numerusform>
            <numerusform>%n Modelle gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>A&amp;nhalten</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>Erneut &amp;suchen</translation>
    </message>
    <message>
        <source>Folders with models</source>
        <translation>Ordner mit Modellen</translation>
    </message>
    <message>
        <source>Looking for models in %1: %2 files and folders so far</source>
        <translation>Modelle werden gesucht, gerade in %1: bisher %2 Dateien und Ordner</translation>
    </message>
</context>
<context>
    <name>loratrf::NameList</name>
    <message>
        <source>By layer…</source>
        <translation>Nach Schicht …</translation>
    </message>
    <message>
        <source>The model&apos;s projections as a tree: tick single layers, or what a pattern fits</source>
        <translation>Die Projektionen des Modells als Baum: Haken Sie einzelne Schichten an, oder was zu einem Muster passt</translation>
    </message>
    <message>
        <source>This model has no projection of this name.</source>
        <translation>Dieses Modell hat keine Projektion dieses Namens.</translation>
    </message>
    <message numerus="yes">
        <source>and %n named by their paths</source>
        <translation>
            <numerusform>und %n mit seinem Pfad benannte</numerusform>
            <numerusform>und %n mit ihren Pfaden benannte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::OptionForm</name>
    <message>
        <source>%1
From %2 to %3; the standard is %4.</source>
        <translation>%1
Von %2 bis %3; Standard ist %4.</translation>
    </message>
    <message>
        <source>%1
The standard is %2.</source>
        <translation>%1
Standard ist %2.</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>names, separated by commas</source>
        <translation>Namen, durch Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>loratrf::OptionTable</name>
    <message>
        <source>Show options that are e&amp;qual</source>
        <translation>&amp;Gleiche Optionen zeigen</translation>
    </message>
    <message>
        <source>Off: only options in which the selected runs differ</source>
        <translation>Aus: nur Optionen, in denen sich die gewählten Läufe unterscheiden</translation>
    </message>
    <message>
        <source>Options of the selected runs</source>
        <translation>Optionen der gewählten Läufe</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n run(s)…</source>
        <translation>
            <numerusform>%n Lauf wird gelesen …</numerusform>
            <numerusform>%n Läufe werden gelesen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Select runs to see their options side by side.</source>
        <translation>Wählen Sie Läufe, um ihre Optionen nebeneinander zu sehen.</translation>
    </message>
    <message>
        <source>Select several runs to see in which options they differ.</source>
        <translation>Wählen Sie mehrere Läufe, um zu sehen, in welchen Optionen sie sich unterscheiden.</translation>
    </message>
    <message>
        <source>These runs have the same options.</source>
        <translation>Diese Läufe haben die gleichen Optionen.</translation>
    </message>
    <message numerus="yes">
        <source>They differ in %n option(s).</source>
        <translation>
            <numerusform>Sie unterscheiden sich in %n Option.</numerusform>
            <numerusform>Sie unterscheiden sich in %n Optionen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 in options.json</source>
        <translation>%1: %2 in options.json</translation>
    </message>
</context>
<context>
    <name>loratrf::OptionsDialog</name>
    <message>
        <source>This run as text</source>
        <translation>Dieser Lauf als Text</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>options.json</source>
        <translation>options.json</translation>
    </message>
    <message>
        <source>Everything a run needs. Loading it fills the form again; keys that this program does not know are named, not dropped in silence.</source>
        <translation>Alles, was ein Lauf braucht. Beim Laden wird das Formular wieder gefüllt; Schlüssel, die dieses Programm nicht kennt, werden genannt und nicht stillschweigend verworfen.</translation>
    </message>
    <message>
        <source>&amp;Copy options.json</source>
        <translation>options.json &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the text of options.json</source>
        <translation>Text von options.json kopieren</translation>
    </message>
    <message>
        <source>Copy command &amp;line</source>
        <translation>Befehls&amp;zeile kopieren</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message>
        <source>Save options.json in a file</source>
        <translation>options.json in einer Datei speichern</translation>
    </message>
    <message>
        <source>L&amp;oad…</source>
        <translation>&amp;Laden …</translation>
    </message>
    <message>
        <source>Fill the form from such a file</source>
        <translation>Das Formular aus einer solchen Datei füllen</translation>
    </message>
</context>
<context>
    <name>loratrf::Pages</name>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Choose model, data, method and recipe (Ctrl+1)</source>
        <translation>Modell, Daten, Methode und Rezept wählen (Strg+1)</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Watch the training run (Ctrl+2)</source>
        <translation>Dem Trainingslauf zusehen (Strg+2)</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>See what the adapter lets through (Ctrl+3)</source>
        <translation>Sehen, was der Adapter durchlässt (Strg+3)</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Find, compare and go on with runs (Ctrl+4)</source>
        <translation>Läufe finden, vergleichen und fortsetzen (Strg+4)</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Probieren</translation>
    </message>
    <message>
        <source>Compare answers and evaluate (Ctrl+5)</source>
        <translation>Antworten vergleichen und auswerten (Strg+5)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Take the result along (Ctrl+6)</source>
        <translation>Das Ergebnis mitnehmen (Strg+6)</translation>
    </message>
    <message>
        <source>Added to the queue, which is paused. The Run page lists it and lets it go on.</source>
        <translation>In die Warteschlange eingereiht, die angehalten ist. Die Seite „Lauf“ zeigt sie und lässt sie weitergehen.</translation>
    </message>
    <message>
        <source>Added to the queue, which the Run page lists.</source>
        <translation>In die Warteschlange eingereiht, die auf der Seite „Lauf“ steht.</translation>
    </message>
</context>
<context>
    <name>loratrf::PairPlot</name>
    <message>
        <source>evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1 %2 (smoothed %3)</source>
        <translation>%1 %2 (geglättet %3)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>eval %1</source>
        <translation>Auswertung %1</translation>
    </message>
    <message>
        <source>%1 The reward of the chosen answers is %2, that of the rejected ones %3.</source>
        <translation>%1 Die Belohnung der gewählten Antworten ist %2, die der abgelehnten %3.</translation>
    </message>
    <message>
        <source>%1 Evaluation: %2 at step %3.</source>
        <translation>%1 Auswertung: %2 bei Schritt %3.</translation>
    </message>
</context>
<context>
    <name>loratrf::PlotBoard</name>
    <message>
        <source>How many steps the smoothed curves average over: 90 % is about 10, 98 % about 50. Until you move it, a twentieth of the run, at most 10</source>
        <translation>Über wie viele Schritte die geglätteten Kurven mitteln: 90 % sind etwa 10, 98 % etwa 50. Bis Sie ihn bewegen, ein Zwanzigstel des Laufs, höchstens 10</translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation>&amp;Glättung</translation>
    </message>
    <message>
        <source>Log a&amp;xes</source>
        <translation>Log. A&amp;chsen</translation>
    </message>
    <message>
        <source>Show orders of magnitude: small losses late in a run become visible</source>
        <translation>Größenordnungen zeigen: Kleine Verluste spät im Lauf werden sichtbar</translation>
    </message>
    <message>
        <source>Clip outl&amp;iers</source>
        <translation>Ausre&amp;ißer kappen</translation>
    </message>
    <message>
        <source>Fit the axes to what is between the 1st and the 99th percentile, so that a few peaks do not press the rest flat</source>
        <translation>Die Achsen an das anpassen, was zwischen dem 1. und dem 99. Perzentil liegt, damit einige Spitzen den Rest nicht flach drücken</translation>
    </message>
    <message>
        <source>Pl&amp;ots</source>
        <translation>Diagra&amp;mme</translation>
    </message>
    <message>
        <source>Which plots are shown</source>
        <translation>Welche Diagramme gezeigt werden</translation>
    </message>
    <message>
        <source>Who&amp;le run</source>
        <translation>Ganzer &amp;Lauf</translation>
    </message>
    <message>
        <source>Show everything and follow the run</source>
        <translation>Alles zeigen und dem Lauf folgen</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>loratrf::PresetChoice</name>
    <message>
        <source>suits your preference pairs</source>
        <translation>passt zu Ihren Präferenzpaaren</translation>
    </message>
    <message>
        <source>suits rows that are no pairs</source>
        <translation>passt zu Zeilen, die keine Paare sind</translation>
    </message>
    <message>
        <source>suits the little memory that is free</source>
        <translation>passt zum wenigen freien Speicher</translation>
    </message>
    <message>
        <source>suits the memory that is free</source>
        <translation>passt zum freien Speicher</translation>
    </message>
    <message numerus="yes">
        <source>suits your %n row(s)</source>
        <translation>
            <numerusform>passt zu Ihrer %n Zeile</numerusform>
            <numerusform>passt zu Ihren %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>suits a model of %1 parameters</source>
        <translation>passt zu einem Modell mit %1 Parametern</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>an object is expected</source>
        <translation>ein Objekt wird erwartet</translation>
    </message>
    <message>
        <source>a number is expected</source>
        <translation>eine Zahl wird erwartet</translation>
    </message>
    <message>
        <source>true or false is expected</source>
        <translation>true oder false wird erwartet</translation>
    </message>
    <message>
        <source>there is no such condition</source>
        <translation>eine solche Bedingung gibt es nicht</translation>
    </message>
</context>
<context>
    <name>loratrf::PresetDialog</name>
    <message>
        <source>Keep as a preset</source>
        <translation>Als Vorlage behalten</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>What the list shows, one to four words</source>
        <translation>Was die Liste zeigt, ein bis vier Wörter</translation>
    </message>
    <message>
        <source>&amp;What it is for</source>
        <translation>&amp;Wofür</translation>
    </message>
    <message>
        <source>One sentence, shown below the name; may be empty</source>
        <translation>Ein Satz, der unter dem Namen steht; darf leer sein</translation>
    </message>
    <message>
        <source>There is a preset of this name; saving replaces it.</source>
        <translation>Es gibt eine Vorlage dieses Namens; Speichern ersetzt sie.</translation>
    </message>
    <message>
        <source>Method and recipe are kept; model, data and run folder are not.</source>
        <translation>Methode und Rezept werden behalten; Modell, Daten und Laufordner nicht.</translation>
    </message>
</context>
<context>
    <name>loratrf::PresetShelf</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>loratrf::ProbeView</name>
    <message>
        <source>Your text</source>
        <translation>Ihr Text</translation>
    </message>
    <message>
        <source>Text %1: %2</source>
        <translation>Text %1: %2</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Ans&amp;ehen</translation>
    </message>
    <message>
        <source>Probe text</source>
        <translation>Probetext</translation>
    </message>
    <message>
        <source>The text that is looked at: one of the run&apos;s probe texts, or the one you typed last</source>
        <translation>Der Text, der angesehen wird: einer der Probetexte des Laufs oder der, den Sie zuletzt eingegeben haben</translation>
    </message>
    <message>
        <source>Your own text …</source>
        <translation>Eigener Text …</translation>
    </message>
    <message>
        <source>Your own text</source>
        <translation>Eigener Text</translation>
    </message>
    <message>
        <source>Any text; it is put to the model as a user&apos;s message. During training the run itself answers, after the step under way.</source>
        <translation>Beliebiger Text; er wird dem Modell als Nachricht eines Benutzers gestellt. Während des Trainings antwortet der Lauf selbst, nach dem gerade laufenden Schritt.</translation>
    </message>
    <message>
        <source>Show what the adapter does with each token of your text</source>
        <translation>Zeigen, was der Adapter mit jedem Token Ihres Textes tut</translation>
    </message>
    <message>
        <source>Layer that colours the text</source>
        <translation>Schicht, die den Text färbt</translation>
    </message>
    <message>
        <source>Which layer colours the text: all of them on average at the left end, then one after the other. A click on a row of the map chooses it too.</source>
        <translation>Welche Schicht den Text färbt: am linken Ende alle im Mittel, dann eine nach der anderen. Ein Klick auf eine Zeile der Karte wählt sie ebenfalls.</translation>
    </message>
    <message>
        <source>Coloured b&amp;y</source>
        <translation>Gefärbt &amp;nach</translation>
    </message>
    <message>
        <source>Waiting for the answer …</source>
        <translation>Wartet auf die Antwort …</translation>
    </message>
    <message>
        <source>Point at a token or a cell, or walk with the arrow keys, to read it</source>
        <translation>Zeigen Sie auf ein Token oder ein Feld oder gehen Sie mit den Pfeiltasten hin, um es abzulesen</translation>
    </message>
    <message>
        <source>tokens, as of step %1</source>
        <translation>Token, Stand von Schritt %1</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation>Adaptergröße</translation>
    </message>
    <message>
        <source>Type a text and press Look to see which layers act on which of its tokens. The run&apos;s own probe texts appear here at each evaluation, or without evaluation rows at the end of each epoch.</source>
        <translation>Geben Sie einen Text ein und drücken Sie „Ansehen“, um zu sehen, welche Schichten auf welche seiner Token wirken. Die eigenen Probetexte des Laufs erscheinen hier bei jeder Auswertung, oder ohne Auswertungszeilen am Ende jeder Epoche.</translation>
    </message>
    <message>
        <source>This method trains weights of the base model itself: nothing of it acts on single tokens, so there is nothing to see over a text.</source>
        <translation>Diese Methode trainiert Gewichte des Ausgangsmodells selbst: Nichts davon wirkt auf einzelne Token, also gibt es über einem Text nichts zu sehen.</translation>
    </message>
</context>
<context>
    <name>loratrf::QueueModel</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waiting to be resumed</source>
        <translation>Wartet auf Fortsetzung</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Gescheitert: %1</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>loratrf::QueuePanel</name>
    <message>
        <source>Pause &amp;queue</source>
        <translation>&amp;Schlange anhalten</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Edit a cop&amp;y</source>
        <translation>Kopie bea&amp;rbeiten</translation>
    </message>
    <message>
        <source>Ta&amp;ke out</source>
        <translation>&amp;Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Queue of runs</source>
        <translation>Warteschlange der Läufe</translation>
    </message>
    <message>
        <source>Queued runs</source>
        <translation>Läufe in der Warteschlange</translation>
    </message>
    <message>
        <source>The first that waits is the next. Alt+Up and Alt+Down move the chosen one, Delete removes it, Return takes a copy to the set-up page</source>
        <translation>Der erste wartende ist der nächste. Alt+Hoch und Alt+Runter verschieben den gewählten, Entf entfernt ihn, Eingabe bringt eine Kopie auf die Einrichtungsseite</translation>
    </message>
    <message>
        <source>Train it before the one above (Alt+Up)</source>
        <translation>Vor dem darüber trainieren (Alt+Hoch)</translation>
    </message>
    <message>
        <source>Train it after the one below (Alt+Down)</source>
        <translation>Nach dem darunter trainieren (Alt+Runter)</translation>
    </message>
    <message>
        <source>Fill the set-up page with its options, to change and add them as another run (Return)</source>
        <translation>Die Einrichtungsseite mit seinen Optionen füllen, um sie zu ändern und als weiteren Lauf einzureihen (Eingabe)</translation>
    </message>
    <message>
        <source>Take it off the list; what it has trained stays in its folder (Delete)</source>
        <translation>Von der Liste nehmen; was er trainiert hat, bleibt in seinem Ordner (Entf)</translation>
    </message>
    <message numerus="yes">
        <source>Queue, paused: %n run(s) waiting</source>
        <translation>
            <numerusform>Warteschlange, angehalten: %n Lauf wartet</numerusform>
            <numerusform>Warteschlange, angehalten: %n Läufe warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Queue: %n run(s) waiting</source>
        <translation>
            <numerusform>Warteschlange: %n Lauf wartet</numerusform>
            <numerusform>Warteschlange: %n Läufe warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with the &amp;queue</source>
        <translation>&amp;Schlange fortsetzen</translation>
    </message>
    <message>
        <source>Let the next run begin as soon as none is under way</source>
        <translation>Den nächsten Lauf beginnen lassen, sobald keiner mehr läuft</translation>
    </message>
    <message>
        <source>Begin no further run; the one under way goes on</source>
        <translation>Keinen weiteren Lauf beginnen; der laufende geht weiter</translation>
    </message>
    <message>
        <source>The queue is paused and begins nothing by itself. “Go on with the queue” lets the next run begin, or resume where it was interrupted.</source>
        <translation>Die Warteschlange ist angehalten und beginnt nichts von selbst. „Schlange fortsetzen“ lässt den nächsten Lauf beginnen oder dort fortfahren, wo er unterbrochen wurde.</translation>
    </message>
</context>
<context>
    <name>loratrf::Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>loratrf::RecipeCard</name>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>How long and how fast it learns.</source>
        <translation>Wie lange und wie schnell es lernt.</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>A recipe to start from; everything can be changed afterwards. Model and data stay as chosen unless the preset names them</source>
        <translation>Ein Rezept als Ausgangspunkt; alles lässt sich danach ändern. Modell und Daten bleiben wie gewählt, wenn die Vorlage sie nicht nennt</translation>
    </message>
    <message>
        <source>Own p&amp;reset</source>
        <translation>&amp;Eigene Vorlage</translation>
    </message>
    <message>
        <source>Keep these options under a name or in a file, or take them from one</source>
        <translation>Diese Optionen unter einem Namen oder in einer Datei behalten oder von dort übernehmen</translation>
    </message>
    <message>
        <source>&amp;Keep as a preset…</source>
        <translation>Als &amp;Vorlage behalten …</translation>
    </message>
    <message>
        <source>&amp;Remove the chosen preset</source>
        <translation>Gewählte Vorlage &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Load options…</source>
        <translation>Optionen l&amp;aden …</translation>
    </message>
    <message>
        <source>&amp;Save options…</source>
        <translation>Optionen &amp;speichern …</translation>
    </message>
    <message>
        <source>Choose a preset…</source>
        <translation>Vorlage wählen …</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>your own, %1</source>
        <translation>eigene, %1</translation>
    </message>
    <message>
        <source>suits best</source>
        <translation>passt am besten</translation>
    </message>
    <message>
        <source>E&amp;pochs</source>
        <translation>Epo&amp;chen</translation>
    </message>
    <message>
        <source>Passes over the training rows; may be a fraction. More for few rows, fewer where the evaluation loss begins to rise. Usual: 1 to 5</source>
        <translation>Durchgänge durch die Trainingszeilen; auch ein Bruchteil. Mehr bei wenigen Zeilen, weniger, wo der Auswertungsverlust zu steigen beginnt. Üblich: 1 bis 5</translation>
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation>&amp;Lernrate</translation>
    </message>
    <message>
        <source>Size of a step. Too high: the loss jumps; too low: nothing happens. Lower it for small data or full fine-tuning. Usual for adapters: 5e-5 to 1e-3; on preference pairs 5e-6 to 5e-5</source>
        <translation>Größe eines Schrittes. Zu hoch: Der Verlust springt; zu niedrig: Es geschieht nichts. Senken Sie sie bei wenigen Daten oder beim Training aller Gewichte. Üblich für Adapter: 5e-5 bis 1e-3; mit Präferenzpaaren 5e-6 bis 5e-5</translation>
    </message>
    <message>
        <source>&amp;Batch size</source>
        <translation>Batch-&amp;Größe</translation>
    </message>
    <message>
        <source>Rows a step averages over, whatever the memory. Larger: steadier and fewer steps. Usual: 4 to 32</source>
        <translation>Zeilen, über die ein Schritt mittelt, unabhängig vom Speicher. Größer: ruhigere und weniger Schritte. Üblich: 4 bis 32</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>Ger&amp;ät</translation>
    </message>
    <message>
        <source>Where to compute. auto takes the GPU when there is one; cuda:1 names the second GPU</source>
        <translation>Wo gerechnet wird. auto nimmt die GPU, wenn es eine gibt; cuda:1 bezeichnet die zweite GPU</translation>
    </message>
    <message>
        <source>&amp;Keep the best weights</source>
        <translation>Die besten Ge&amp;wichte behalten</translation>
    </message>
    <message>
        <source>The adapter that is exported is the one with the lowest evaluation loss, not the last one. Switch it off to get the last step&apos;s, or where nothing is evaluated</source>
        <translation>Exportiert wird der Adapter mit dem niedrigsten Auswertungsverlust, nicht der letzte. Schalten Sie es ab, um den des letzten Schrittes zu bekommen, oder wo nichts ausgewertet wird</translation>
    </message>
    <message>
        <source>Learning rate over time</source>
        <translation>Lernrate über die Zeit</translation>
    </message>
    <message>
        <source>After the warm-up: stay, fall evenly, or fall slowly at both ends. Cosine suits most runs; constant where you will go on later</source>
        <translation>Nach dem Anlauf: bleiben, gleichmäßig fallen oder an beiden Enden langsam fallen. Kosinus passt für die meisten Läufe; konstant, wo Sie später weitermachen wollen</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Anlauf</translation>
    </message>
    <message>
        <source>Below 1: share of all steps in which the learning rate rises; 1 and more: number of steps. More where the first steps jump. Usual: 0.03 to 0.1</source>
        <translation>Unter 1: Anteil aller Schritte, in denen die Lernrate steigt; ab 1: Zahl der Schritte. Mehr, wo die ersten Schritte springen. Üblich: 0,03 bis 0,1</translation>
    </message>
    <message>
        <source>Lowest learning rate</source>
        <translation>Niedrigste Lernrate</translation>
    </message>
    <message>
        <source>What the schedule ends at, as a share of the learning rate. Usual: 0 to 0.1</source>
        <translation>Womit der Verlauf endet, als Anteil der Lernrate. Üblich: 0 bis 0,1</translation>
    </message>
    <message>
        <source>Largest number of steps</source>
        <translation>Höchste Zahl der Schritte</translation>
    </message>
    <message>
        <source>Stops after this many steps, whatever the epochs. For a quick try: 20 to 100</source>
        <translation>Hält nach so vielen Schritten an, gleich wie viele Epochen. Für einen schnellen Versuch: 20 bis 100</translation>
    </message>
    <message>
        <source>by epochs</source>
        <translation>nach Epochen</translation>
    </message>
    <message>
        <source>Longest time in seconds</source>
        <translation>Längste Zeit in Sekunden</translation>
    </message>
    <message>
        <source>Stops once the steps have taken so long; the schedule follows the clock then. For comparisons under equal time</source>
        <translation>Hält an, sobald die Schritte so lange gedauert haben; der Verlauf folgt dann der Uhr. Für Vergleiche bei gleicher Zeit</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Stops after this many evaluations without improvement. Usual: 2 to 5, with several evaluations an epoch</source>
        <translation>Hält nach so vielen Auswertungen ohne Verbesserung an. Üblich: 2 bis 5, bei mehreren Auswertungen je Epoche</translation>
    </message>
    <message>
        <source>never stop early</source>
        <translation>nie vorzeitig anhalten</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtszerfall</translation>
    </message>
    <message>
        <source>Pulls the adapter&apos;s weights towards zero. Try 0.01 to 0.1 where the evaluation loss rises early</source>
        <translation>Zieht die Gewichte des Adapters gegen null. Probieren Sie 0,01 bis 0,1, wo der Auswertungsverlust früh steigt</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>Gradientenbegrenzung</translation>
    </message>
    <message>
        <source>Largest norm of a step&apos;s gradient; tames outliers. Usual: 0.5 to 1</source>
        <translation>Größte Gradientennorm eines Schritts; zähmt Ausreißer. Üblich: 0,5 bis 1</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Adam beta 1</source>
        <translation>Adam Beta 1</translation>
    </message>
    <message>
        <source>Memory of the mean gradient. Rarely changed: 0.9</source>
        <translation>Gedächtnis des mittleren Gradienten. Selten geändert: 0,9</translation>
    </message>
    <message>
        <source>Adam beta 2</source>
        <translation>Adam Beta 2</translation>
    </message>
    <message>
        <source>Memory of the squared gradient. 0.95 to 0.999; lower for short runs</source>
        <translation>Gedächtnis des quadrierten Gradienten. 0,95 bis 0,999; niedriger bei kurzen Läufen</translation>
    </message>
    <message>
        <source>Adam epsilon</source>
        <translation>Adam Epsilon</translation>
    </message>
    <message>
        <source>Keeps the division from zero. Rarely changed: 1e-8</source>
        <translation>Bewahrt die Division vor der Null. Selten geändert: 1e-8</translation>
    </message>
    <message>
        <source>Bad steps before stopping</source>
        <translation>Schlechte Schritte bis zum Anhalten</translation>
    </message>
    <message>
        <source>So many steps in a row without a finite result end the run; the last good state is kept. Usual: 3 to 10</source>
        <translation>So viele Schritte hintereinander ohne endliches Ergebnis beenden den Lauf; der letzte gute Zustand bleibt erhalten. Üblich: 3 bis 10</translation>
    </message>
    <message>
        <source>Preference strength β</source>
        <translation>Präferenzstärke β</translation>
    </message>
    <message>
        <source>Counts for preference pairs only: how strongly the adapter is held to the model it began as. Small lets it move far. Raise it where answers become odd or ever longer, lower it where little changes. Usual: 0.05 to 0.5</source>
        <translation>Zählt nur für Präferenzpaare: wie fest der Adapter an das Modell gebunden bleibt, als das er begann. Ein kleiner Wert lässt ihn weit davon abrücken. Höher, wo Antworten seltsam oder immer länger werden; niedriger, wo sich wenig ändert. Üblich: 0,05 bis 0,5</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed, data and machine give the same adapter. Change it to see how much luck there is</source>
        <translation>Gleicher Startwert, gleiche Daten und gleicher Rechner ergeben denselben Adapter. Ändern Sie ihn, um zu sehen, wie viel Zufall dabei ist</translation>
    </message>
    <message>
        <source>Evaluate every … steps</source>
        <translation>Auswerten alle … Schritte</translation>
    </message>
    <message>
        <source>How often the evaluation rows are looked at. Often enough for patience to work, seldom enough not to cost time: 5 to 10 times an epoch</source>
        <translation>Wie oft die Auswertungszeilen angesehen werden. Oft genug, damit die Geduld wirkt, selten genug, um keine Zeit zu kosten: 5- bis 10-mal je Epoche</translation>
    </message>
    <message>
        <source>each epoch</source>
        <translation>jede Epoche</translation>
    </message>
    <message>
        <source>Longest generated answer</source>
        <translation>Längste erzeugte Antwort</translation>
    </message>
    <message>
        <source>Tokens of an answer that is generated to be compared. A little more than your longest answer</source>
        <translation>Token einer Antwort, die zum Vergleich erzeugt wird. Etwas mehr als Ihre längste Antwort</translation>
    </message>
    <message>
        <source>Compare answers exactly</source>
        <translation>Antworten genau vergleichen</translation>
    </message>
    <message>
        <source>Also generates the evaluation rows&apos; answers before and after and counts those that are equal. For short answers with one right wording; takes time</source>
        <translation>Erzeugt auch die Antworten der Auswertungszeilen vorher und nachher und zählt die gleichen. Für kurze Antworten mit einem richtigen Wortlaut; braucht Zeit</translation>
    </message>
    <message>
        <source>Checkpoint every … steps</source>
        <translation>Sicherungspunkt alle … Schritte</translation>
    </message>
    <message>
        <source>A run can go on from its newest checkpoint. For long runs: what you would not like to lose, a quarter of an hour&apos;s steps</source>
        <translation>Ein Lauf kann vom neuesten Sicherungspunkt weitergehen. Für lange Läufe: was Sie nicht verlieren möchten, die Schritte einer Viertelstunde</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>Behaltene Sicherungspunkte</translation>
    </message>
    <message>
        <source>The newest ones, besides the best. Each takes the adapter&apos;s size three times. Usual: 1 to 3</source>
        <translation>Die neuesten, neben dem besten. Jeder belegt das Dreifache der Adaptergröße. Üblich: 1 bis 3</translation>
    </message>
    <message>
        <source>Report every … steps</source>
        <translation>Bericht alle … Schritte</translation>
    </message>
    <message>
        <source>How often loss and speed are read from the device. 1, or 10 for very short steps</source>
        <translation>Wie oft Verlust und Tempo vom Gerät gelesen werden. 1, oder 10 bei sehr kurzen Schritten</translation>
    </message>
    <message>
        <source>Filter activity every … steps</source>
        <translation>Filteraktivität alle … Schritte</translation>
    </message>
    <message>
        <source>How often the heatmap gets a new column. 1, or more for runs of many thousand steps</source>
        <translation>Wie oft die Karte eine neue Spalte bekommt. 1, oder mehr bei Läufen von vielen Tausend Schritten</translation>
    </message>
    <message>
        <source>Probe texts every … steps</source>
        <translation>Probetexte alle … Schritte</translation>
    </message>
    <message>
        <source>How often the layer by token picture is taken. Each costs a forward pass a text</source>
        <translation>Wie oft das Bild von Schichten und Token aufgenommen wird. Jedes kostet einen Vorwärtslauf je Text</translation>
    </message>
    <message>
        <source>at evaluations</source>
        <translation>bei Auswertungen</translation>
    </message>
    <message>
        <source>Probe texts</source>
        <translation>Probetexte</translation>
    </message>
    <message>
        <source>Messages whose layer by token picture is drawn during the run. Two or three short ones that matter to you</source>
        <translation>Nachrichten, deren Bild von Schichten und Token während des Laufs gezeichnet wird. Zwei oder drei kurze, die Ihnen wichtig sind</translation>
    </message>
    <message>
        <source>One a line; empty: the first evaluation rows</source>
        <translation>Einer je Zeile; leer: die ersten Auswertungszeilen</translation>
    </message>
    <message>
        <source>Tokens at a time</source>
        <translation>Token auf einmal</translation>
    </message>
    <message>
        <source>How many tokens are computed together. Memory and speed only; the result is the same. Less where memory is short. Usual: 512 to 8,192</source>
        <translation>Wie viele Token zusammen berechnet werden. Nur für Speicher und Tempo; das Ergebnis ist dasselbe. Weniger, wo Speicher knapp ist. Üblich: 512 bis 8.192</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>What the backward pass computes again instead of keeping it (processor only). Automatic: as little as the free memory allows; whole layers need the least memory and most time</source>
        <translation>Was der Rückwärtslauf neu berechnet, statt es zu behalten (nur Prozessor). Automatisch: so wenig, wie der freie Speicher erlaubt; ganze Schichten brauchen am wenigsten Speicher und am meisten Zeit</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>feed-forward parts</source>
        <translation>Feed-forward-Teile</translation>
    </message>
    <message>
        <source>whole layers</source>
        <translation>ganze Schichten</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>Zahlentyp</translation>
    </message>
    <message>
        <source>Of base weights and activations. auto takes bf16 where the processor is fast at it; fp32 is exact and takes twice the memory</source>
        <translation>Der Gewichte des Ausgangsmodells und der Aktivierungen. auto nimmt bf16, wo der Prozessor darin schnell ist; fp32 ist exakt und braucht doppelt so viel Speicher</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Threads the computation may use. Fewer leave the machine usable; more than its cores bring nothing</source>
        <translation>Threads, die die Rechnung nutzen darf. Mit weniger bleibt der Rechner benutzbar; mehr als seine Kerne bringen nichts</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Shown in lists. What you will want to know it by</source>
        <translation>Steht in Listen. Woran Sie ihn erkennen wollen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Laufordner</translation>
    </message>
    <message>
        <source>A new folder for everything the run writes; on any disk with room for its checkpoints</source>
        <translation>Ein neuer Ordner für alles, was der Lauf schreibt; auf beliebiger Platte mit Platz für seine Sicherungspunkte</translation>
    </message>
    <message>
        <source>%1/&lt;date&gt;-&lt;method&gt;</source>
        <translation>%1/&lt;Datum&gt;-&lt;Methode&gt;</translation>
    </message>
    <message>
        <source>Remove preset</source>
        <translation>Vorlage entfernen</translation>
    </message>
    <message>
        <source>Remove &quot;%1&quot;?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>Its file is deleted for good: %1</source>
        <translation>Die Datei wird endgültig gelöscht: %1</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Base weights</source>
        <translation>Basisgewichte</translation>
    </message>
    <message>
        <source>How the frozen weights lie in memory. As stored: as the model's file has them, 4 to 8 bits each in a GGUF file, and unpacked at each use; a little slower, the result is the same. Where memory is short</source>
        <translation>Wie die eingefrorenen Gewichte im Speicher liegen. Wie gespeichert: so, wie die Datei des Modells sie enthält, in einer GGUF-Datei mit je 4 bis 8 Bit, und bei jedem Gebrauch entpackt; etwas langsamer, das Ergebnis ist dasselbe. Wo Speicher knapp ist</translation>
    </message>
    <message>
        <source>unpacked</source>
        <translation>entpackt</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
</context>
<context>
    <name>loratrf::RecipeFields</name>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>linear, down to the lowest</source>
        <translation>linear, bis zum niedrigsten Wert</translation>
    </message>
    <message>
        <source>cosine, down to the lowest</source>
        <translation>Kosinus, bis zum niedrigsten Wert</translation>
    </message>
</context>
<context>
    <name>loratrf::RowBrowser</name>
    <message>
        <source>Rows of %1</source>
        <translation>Zeilen von %1</translation>
    </message>
    <message>
        <source>How far the work is</source>
        <translation>Wie weit die Arbeit ist</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Choose a row above.</source>
        <translation>Wählen Sie oben eine Zeile.</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>Datei wird gelesen</translation>
    </message>
    <message>
        <source>No row holds “%1”.</source>
        <translation>Keine Zeile enthält „%1“.</translation>
    </message>
    <message>
        <source>Which rows the list shows</source>
        <translation>Welche Zeilen die Liste zeigt</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>Anzei&amp;gen</translation>
    </message>
    <message>
        <source>Number of a row, from 1 to the number of rows; press Return to go there</source>
        <translation>Nummer einer Zeile, von 1 bis zur Zahl der Zeilen; die Eingabetaste geht dorthin</translation>
    </message>
    <message>
        <source>&amp;Row</source>
        <translation>&amp;Zeile</translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation>Gesuchter Text</translation>
    </message>
    <message>
        <source>Text to find in all rows</source>
        <translation>In allen Zeilen suchen</translation>
    </message>
    <message>
        <source>Upper and lower case are alike; what is written with escapes is found as well</source>
        <translation>Groß- und Kleinschreibung sind gleich; auch mit Escape-Zeichen Geschriebenes wird gefunden</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Finden</translation>
    </message>
    <message>
        <source>List the rows that hold this text</source>
        <translation>Die Zeilen auflisten, die diesen Text enthalten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>End the search; the rows found so far stay</source>
        <translation>Die Suche beenden; die schon gefundenen Zeilen bleiben</translation>
    </message>
    <message>
        <source>&amp;Export refused rows…</source>
        <translation>Abgelehnte Zeilen &amp;exportieren …</translation>
    </message>
    <message>
        <source>Write the refused rows with their reasons into a JSON lines file, to mend them elsewhere</source>
        <translation>Die abgelehnten Zeilen mit Gründen in eine JSON-Zeilen-Datei schreiben, um sie anderswo zu berichtigen</translation>
    </message>
    <message>
        <source>Save &amp;corrected copy…</source>
        <translation>&amp;Berichtigte Kopie speichern …</translation>
    </message>
    <message>
        <source>Write a copy of the file with your changes and train on it; the file itself stays as it is</source>
        <translation>Eine Kopie der Datei mit Ihren Änderungen schreiben und darauf trainieren; die Datei selbst bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Export refused rows</source>
        <translation>Abgelehnte Zeilen exportieren</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Save corrected copy</source>
        <translation>Berichtigte Kopie speichern</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>The refused rows are in %1.</source>
        <translation>Die abgelehnten Zeilen sind in %1.</translation>
    </message>
    <message>
        <source>Equal to line %1 but for white space</source>
        <translation>Bis auf Leerraum gleich Zeile %1</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>All rows (%1)</source>
        <translation>Alle Zeilen (%1)</translation>
    </message>
    <message>
        <source>Rows found (%1)</source>
        <translation>Gefundene Zeilen (%1)</translation>
    </message>
    <message>
        <source>Refused rows (the first %1)</source>
        <translation>Abgelehnte Zeilen (die ersten %1)</translation>
    </message>
    <message>
        <source>Refused rows (%1)</source>
        <translation>Abgelehnte Zeilen (%1)</translation>
    </message>
    <message>
        <source>Repeated rows (%1)</source>
        <translation>Doppelte Zeilen (%1)</translation>
    </message>
    <message>
        <source>The file itself is never changed.</source>
        <translation>Die Datei selbst wird nie geändert.</translation>
    </message>
    <message>
        <source>Not saved yet: %1 changed, %2 left out.</source>
        <translation>Noch nicht gespeichert: %1 geändert, %2 weggelassen.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing the copy</source>
        <translation>Die Kopie wird geschrieben</translation>
    </message>
    <message>
        <source>Your changes are not saved. Save a corrected copy, or close once more to drop them.</source>
        <translation>Ihre Änderungen sind nicht gespeichert. Speichern Sie eine berichtigte Kopie, oder schließen Sie noch einmal, um sie zu verwerfen.</translation>
    </message>
    <message>
        <source>Changed rows of %1 are not saved yet.</source>
        <translation>Geänderte Zeilen von %1 sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Equal to line %1 of %2 but for white space</source>
        <translation>Bis auf Leerraum gleich Zeile %1 von %2</translation>
    </message>
    <message>
        <source>Repeated rows (the first %1)</source>
        <translation>Doppelte Zeilen (die ersten %1)</translation>
    </message>
    <message>
        <source>Writing the refused rows</source>
        <translation>Die abgelehnten Zeilen werden geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) that were changed the last time are in no copy yet. They are changed here again.</source>
        <translation>
            <numerusform>%n Zeile, die beim letzten Mal geändert wurde, steht noch in keiner Kopie. Sie ist hier wieder geändert.</numerusform>
            <numerusform>%n Zeilen, die beim letzten Mal geändert wurden, stehen noch in keiner Kopie. Sie sind hier wieder geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Write no file after all; your changes stay in this window</source>
        <translation>Doch keine Datei schreiben; Ihre Änderungen bleiben in diesem Fenster</translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written.</source>
        <translation>Abgebrochen: %1 wurde nicht geschrieben.</translation>
    </message>
</context>
<context>
    <name>loratrf::RowLossesView</name>
    <message>
        <source>Evaluation rows of the highest and of the lowest loss</source>
        <translation>Auswertungszeilen mit dem höchsten und dem niedrigsten Verlust</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Before the answer</source>
        <translation>Vor der Antwort</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>At each evaluation the rows whose answers the model foresees worst, and best, are named here.</source>
        <translation>Bei jeder Auswertung stehen hier die Zeilen, deren Antworten das Modell am schlechtesten und am besten vorhersieht.</translation>
    </message>
    <message>
        <source>Evaluation at step %1, whose mean loss is %2</source>
        <translation>Auswertung bei Schritt %1, mittlerer Verlust %2</translation>
    </message>
    <message>
        <source>%1; lines of %2</source>
        <translation>%1; Zeilen aus %2</translation>
    </message>
    <message>
        <source>Foreseen worst</source>
        <translation>Am schlechtesten vorhergesehen</translation>
    </message>
    <message>
        <source>Foreseen best</source>
        <translation>Am besten vorhergesehen</translation>
    </message>
    <message>
        <source>Told apart worst</source>
        <translation>Am schlechtesten unterschieden</translation>
    </message>
    <message>
        <source>Told apart best</source>
        <translation>Am besten unterschieden</translation>
    </message>
</context>
<context>
    <name>loratrf::RowTable</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>(changed) %1</source>
        <translation>(geändert) %1</translation>
    </message>
</context>
<context>
    <name>loratrf::RowView</name>
    <message>
        <source>Ways to see the row</source>
        <translation>Ansichten der Zeile</translation>
    </message>
    <message>
        <source>As tokens</source>
        <translation>Als Token</translation>
    </message>
    <message>
        <source>As it stands in the file</source>
        <translation>Wie es in der Datei steht</translation>
    </message>
    <message>
        <source>Choose a row above.</source>
        <translation>Wählen Sie oben eine Zeile.</translation>
    </message>
    <message>
        <source>This row cannot be used: %1</source>
        <translation>Diese Zeile ist nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>Line %1: %2 tokens, %3 of them trained on.</source>
        <translation>Zeile %1: %2 Token, auf %3 davon wird trainiert.</translation>
    </message>
    <message>
        <source>Line %1: a pair of %2 and %3 tokens, %4 of them trained on.</source>
        <translation>Zeile %1: ein Paar aus %2 und %3 Token, auf %4 davon wird trainiert.</translation>
    </message>
    <message>
        <source>Line %1 is not used: %2</source>
        <translation>Zeile %1 wird nicht verwendet: %2</translation>
    </message>
    <message>
        <source>Coloured and underlined: trained on. Grey: only read.</source>
        <translation>Farbig und unterstrichen: trainiert. Grau: nur gelesen.</translation>
    </message>
    <message>
        <source>Token &amp;ids</source>
        <translation>Token-&amp;Nummern</translation>
    </message>
    <message>
        <source>Write behind each token its number in the model&apos;s vocabulary; useful to check a template</source>
        <translation>Hinter jedes Token seine Nummer im Vokabular des Modells schreiben; nützlich, um eine Vorlage zu prüfen</translation>
    </message>
    <message>
        <source>The row as tokens</source>
        <translation>Die Zeile als Token</translation>
    </message>
    <message>
        <source>The row as it stands in the file</source>
        <translation>Die Zeile, wie sie in der Datei steht</translation>
    </message>
    <message>
        <source>Change it here to mend it; the file itself stays as it is, a copy takes the changes</source>
        <translation>Ändern Sie sie hier, um sie zu berichtigen; die Datei selbst bleibt, wie sie ist, eine Kopie nimmt die Änderungen auf</translation>
    </message>
    <message>
        <source>Lea&amp;ve this row out</source>
        <translation>Diese Zeile aus&amp;lassen</translation>
    </message>
    <message>
        <source>The corrected copy is written without this row</source>
        <translation>Die berichtigte Kopie wird ohne diese Zeile geschrieben</translation>
    </message>
    <message>
        <source>&amp;Undo the change</source>
        <translation>Änderung &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>The row stays as it is in the file</source>
        <translation>Die Zeile bleibt, wie sie in der Datei ist</translation>
    </message>
    <message>
        <source>This row is left out of the corrected copy.</source>
        <translation>Diese Zeile fehlt in der berichtigten Kopie.</translation>
    </message>
    <message>
        <source>Choose a model to see the rows as its tokens.</source>
        <translation>Wählen Sie ein Modell, um die Zeilen als dessen Token zu sehen.</translation>
    </message>
</context>
<context>
    <name>loratrf::RunActions</name>
    <message>
        <source>O&amp;pen</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>Show it on the page Run (Enter)</source>
        <translation>Auf der Seite „Lauf“ zeigen (Eingabe)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Go on from its newest checkpoint</source>
        <translation>Weiter ab seinem neuesten Sicherungspunkt</translation>
    </message>
    <message>
        <source>&amp;Add epochs…</source>
        <translation>Mehr &amp;Epochen …</translation>
    </message>
    <message>
        <source>Train on with more passes over the same rows</source>
        <translation>Mit mehr Durchgängen durch dieselben Zeilen weitertrainieren</translation>
    </message>
    <message>
        <source>Dup&amp;licate and edit</source>
        <translation>Dup&amp;lizieren</translation>
    </message>
    <message>
        <source>A new run that starts from its options</source>
        <translation>Ein neuer Lauf, der von dessen Optionen ausgeht</translation>
    </message>
    <message>
        <source>Verif&amp;y</source>
        <translation>P&amp;rüfen</translation>
    </message>
    <message>
        <source>Compare checkpoints and adapter with the checksums they were written with</source>
        <translation>Sicherungspunkte und Adapter mit den Prüfsummen vergleichen, mit denen sie geschrieben wurden</translation>
    </message>
    <message>
        <source>Show in f&amp;iles</source>
        <translation>Ordner ze&amp;igen</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Seinen Ordner öffnen</translation>
    </message>
    <message>
        <source>Dele&amp;te…</source>
        <translation>Lös&amp;chen …</translation>
    </message>
    <message>
        <source>Move it to the trash (Del)</source>
        <translation>In den Papierkorb verschieben (Entf)</translation>
    </message>
    <message>
        <source>Another run is being trained; wait for its end</source>
        <translation>Ein anderer Lauf wird trainiert; warten Sie sein Ende ab</translation>
    </message>
    <message>
        <source>It is finished; add epochs to train on</source>
        <translation>Er ist beendet; mehr Epochen trainieren ihn weiter</translation>
    </message>
    <message>
        <source>Add epochs</source>
        <translation>Epochen hinzufügen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has done %2 of %3 epochs. How many more shall it be trained for?</source>
        <translation>„%1“ hat %2 von %3 Epochen hinter sich. Wie viele weitere sollen trainiert werden?</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>Weitertrainieren</translation>
    </message>
    <message>
        <source>Move &quot;%1&quot; to the trash?</source>
        <translation>„%1“ in den Papierkorb verschieben?</translation>
    </message>
    <message numerus="yes">
        <source>Move %n run(s) to the trash?</source>
        <translation>
            <numerusform>%n Lauf in den Papierkorb verschieben?</numerusform>
            <numerusform>%n Läufe in den Papierkorb verschieben?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>%1 with checkpoints, adapter and record. They stay in the trash until you empty it.</source>
        <translation>%1 mit Sicherungspunkten, Adapter und Aufzeichnung. Sie bleiben im Papierkorb, bis Sie ihn leeren.</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>In den &amp;Papierkorb</translation>
    </message>
    <message>
        <source>Save for Tensor&amp;Board…</source>
        <translation>Für Tensor&amp;Board speichern …</translation>
    </message>
    <message>
        <source>Losses, learning rate, speed and memory of the selected runs as files that TensorBoard shows</source>
        <translation>Verluste, Lernrate, Tempo und Speicher der gewählten Läufe als Dateien, die TensorBoard zeigt</translation>
    </message>
    <message>
        <source>Select a run first</source>
        <translation>Wählen Sie zuerst einen Lauf</translation>
    </message>
    <message>
        <source>Possible for one run at a time</source>
        <translation>Nur für einen Lauf auf einmal möglich</translation>
    </message>
    <message>
        <source>It is being trained right now</source>
        <translation>Er wird gerade trainiert</translation>
    </message>
    <message>
        <source>None of its checkpoints is as it was written, so there is nothing to go on from</source>
        <translation>Keiner seiner Sicherungspunkte ist so, wie er geschrieben wurde; es gibt also nichts, von wo aus er weitergehen könnte</translation>
    </message>
    <message>
        <source>What is being trained right now cannot be deleted</source>
        <translation>Was gerade trainiert wird, lässt sich nicht löschen</translation>
    </message>
    <message>
        <source>The folder cannot be written to</source>
        <translation>Der Ordner ist schreibgeschützt</translation>
    </message>
</context>
<context>
    <name>loratrf::RunDetails</name>
    <message>
        <source>The folder cannot be written to</source>
        <translation>Der Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Its folder cannot be written to: it can be opened, tried, duplicated and exported, but neither trained on nor deleted.</source>
        <translation>Sein Ordner ist schreibgeschützt: Er lässt sich öffnen, ausprobieren, duplizieren und exportieren, aber weder weitertrainieren noch löschen.</translation>
    </message>
    <message>
        <source>&amp;Starred</source>
        <translation>Mit S&amp;tern</translation>
    </message>
    <message>
        <source>Marks a run that matters; the list can show starred runs alone</source>
        <translation>Kennzeichnet einen wichtigen Lauf; die Liste kann nur Läufe mit Stern zeigen</translation>
    </message>
    <message>
        <source>final, orders, …</source>
        <translation>endgültig, Bestellungen, …</translation>
    </message>
    <message>
        <source>Words to find the run by, separated by commas. They lie in the run&apos;s folder</source>
        <translation>Wörter, unter denen der Lauf zu finden ist, durch Kommas getrennt. Sie liegen im Ordner des Laufs</translation>
    </message>
    <message>
        <source>What you tried, what you saw</source>
        <translation>Was Sie probiert, was Sie gesehen haben</translation>
    </message>
    <message>
        <source>Kept in the run&apos;s folder and found by the search</source>
        <translation>Wird im Ordner des Laufs aufbewahrt und von der Suche gefunden</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>Schla&amp;gwörter</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>Noti&amp;zen</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 von %2 Schritten</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>evaluation loss %1</source>
        <translation>Auswertungsverlust %1</translation>
    </message>
    <message>
        <source>%1 answered exactly</source>
        <translation>%1 genau beantwortet</translation>
    </message>
    <message>
        <source>%1 parameters trained</source>
        <translation>%1 Parameter trainiert</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>dauerte %1</translation>
    </message>
    <message>
        <source>%1 of memory at most</source>
        <translation>höchstens %1 Speicher</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 auf der Platte</translation>
    </message>
    <message>
        <source>There is nothing to verify: the run wrote no checkpoint and no adapter yet.</source>
        <translation>Es gibt nichts zu prüfen: Der Lauf hat noch keinen Sicherungspunkt und keinen Adapter geschrieben.</translation>
    </message>
    <message>
        <source>As they were written: %1.</source>
        <translation>Unverändert, seit sie geschrieben wurden: %1.</translation>
    </message>
    <message>
        <source>chosen answers preferred in %1 of the pairs</source>
        <translation>gewählte Antworten bei %1 der Paare bevorzugt</translation>
    </message>
    <message>
        <source>Comparing with the checksums…</source>
        <translation>Vergleicht mit den Prüfsummen …</translation>
    </message>
    <message>
        <source>Verifying was cancelled.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>loratrf::RunHeader</name>
    <message>
        <source>The folder cannot be written to</source>
        <translation>Der Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Save &amp;now</source>
        <translation>&amp;Jetzt sichern</translation>
    </message>
    <message>
        <source>Evaluate no&amp;w</source>
        <translation>Jetzt aus&amp;werten</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <source>Resume &amp;run</source>
        <translation>Lauf &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Show resul&amp;t</source>
        <translation>&amp;Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Best eval loss</source>
        <translation>Bester Auswertungsverlust</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Token je Sekunde</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Another run is being trained; wait for its end</source>
        <translation>Ein anderer Lauf wird trainiert; warten Sie sein Ende ab</translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation>Weiter ab dem neuesten Sicherungspunkt</translation>
    </message>
    <message>
        <source>Try and evaluate what the run has learnt</source>
        <translation>Probieren und auswerten, was der Lauf gelernt hat</translation>
    </message>
    <message>
        <source>%1 trainable parameters (%2 % of the base)</source>
        <translation>%1 trainierbare Parameter (%2 % des Ausgangsmodells)</translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation>%1 Beispiele</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1 at step %2</source>
        <translation>%1 bei Schritt %2</translation>
    </message>
    <message>
        <source>Held now, of what was foreseen before the run began</source>
        <translation>Jetzt belegt, von dem vor Beginn des Laufs Vorhergesagten</translation>
    </message>
    <message>
        <source>Held now; nothing was foreseen for this run</source>
        <translation>Jetzt belegt; für diesen Lauf wurde nichts vorhergesagt</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird pausiert …</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Wird fortgesetzt …</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>Wait after the present micro-batch, or go on; the threads are free meanwhile</source>
        <translation>Nach dem jetzigen Mikro-Batch warten oder weitermachen; die Threads sind solange frei</translation>
    </message>
    <message>
        <source>Finish the step, write a checkpoint and end; the run can be resumed</source>
        <translation>Den Schritt beenden, einen Sicherungspunkt schreiben und aufhören; der Lauf kann fortgesetzt werden</translation>
    </message>
    <message>
        <source>Write a checkpoint after the present step and go on</source>
        <translation>Nach dem jetzigen Schritt einen Sicherungspunkt schreiben und weitermachen</translation>
    </message>
    <message>
        <source>Measure the evaluation loss after the present step, show the sample answers and go on; it does not count for the patience</source>
        <translation>Nach dem jetzigen Schritt den Auswertungsverlust messen, die Beispielantworten zeigen und weitergehen; zählt nicht für die Geduld</translation>
    </message>
    <message>
        <source>This run has no evaluation rows</source>
        <translation>Dieser Lauf hat keine Auswertungszeilen</translation>
    </message>
    <message>
        <source>Change the learning rate or the last step while the run goes on; the journal keeps it</source>
        <translation>Lernrate oder letzten Schritt ändern, während der Lauf weitergeht; das Journal hält es fest</translation>
    </message>
    <message>
        <source>This run belongs to another process; it is only watched here</source>
        <translation>Dieser Lauf gehört einem anderen Prozess; hier wird ihm nur zugesehen</translation>
    </message>
    <message>
        <source>%1, planned %2</source>
        <translation>%1, geplant %2</translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>Vorbereitung …</translation>
    </message>
    <message>
        <source>End before the training begins; nothing is kept</source>
        <translation>Beenden, bevor das Training beginnt; nichts bleibt zurück</translation>
    </message>
    <message>
        <source>Possible once the run has been prepared</source>
        <translation>Möglich, sobald der Lauf vorbereitet ist</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Possible once the run goes on: a pause may lie in the middle of a step</source>
        <translation>Möglich, sobald der Lauf weitergeht: Eine Pause kann mitten in einem Schritt liegen</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>Evaluation pairs whose chosen answer gained more than the rejected one, at step %1</source>
        <translation>Paare der Auswertung, deren gewählte Antwort mehr gewonnen hat als die abgelehnte, bei Schritt %1</translation>
    </message>
    <message>
        <source>Pairs of the last step whose chosen answer gained more than the rejected one</source>
        <translation>Paare des letzten Schritts, deren gewählte Antwort mehr gewonnen hat als die abgelehnte</translation>
    </message>
    <message>
        <source>%1: %2 so far</source>
        <translation>%1: bisher %2</translation>
    </message>
</context>
<context>
    <name>loratrf::RunLog</name>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Sicherungspunkt</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>Proto&amp;koll</translation>
    </message>
    <message>
        <source>Notes, evaluations, checkpoints, answers and changes of the run, as its journal has them</source>
        <translation>Hinweise, Auswertungen, Sicherungspunkte, Antworten und Änderungen des Laufs, wie sie in seinem Journal stehen</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>What the log shows</source>
        <translation>Was das Protokoll zeigt</translation>
    </message>
    <message>
        <source>Which rows of the log are shown</source>
        <translation>Welche Zeilen des Protokolls gezeigt werden</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Warnings and problems</source>
        <translation>Warnungen und Probleme</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Auswertungen</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>States and changes</source>
        <translation>Zustände und Änderungen</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Shows the rows that hold all these words, for example a line number or a layer</source>
        <translation>Zeigt die Zeilen, die alle diese Wörter enthalten, etwa eine Zeilennummer oder eine Schicht</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation>
            <numerusform>%1 von %n Zeile</numerusform>
            <numerusform>%1 von %n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::RunLogTable</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>loratrf::RunModel</name>
    <message>
        <source>Evaluation loss %1, perplexity %2%3</source>
        <translation>Auswertungsverlust %1, Perplexität %2%3</translation>
    </message>
    <message>
        <source>Evaluation loss %1, chosen answers preferred in %2 of the pairs%3</source>
        <translation>Auswertungsverlust %1, gewählte Antworten bei %2 der Paare bevorzugt%3</translation>
    </message>
    <message>
        <source> – best so far</source>
        <translation> – bisher am besten</translation>
    </message>
    <message>
        <source>Checkpoint %1 (best)</source>
        <translation>Sicherungspunkt %1 (bester)</translation>
    </message>
    <message>
        <source>Checkpoint %1</source>
        <translation>Sicherungspunkt %1</translation>
    </message>
    <message>
        <source>Learning rate changed to %1</source>
        <translation>Lernrate auf %1 geändert</translation>
    </message>
    <message>
        <source>The run now ends at step %1</source>
        <translation>Der Lauf endet jetzt bei Schritt %1</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Finished: %1</source>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Gescheitert: %1</translation>
    </message>
    <message>
        <source>Answers of the untrained model: %1 of %2 exact</source>
        <translation>Antworten des untrainierten Modells: %1 von %2 genau gleich</translation>
    </message>
    <message>
        <source>Answers of the adapter that is kept: %1 of %2 exact</source>
        <translation>Antworten des Adapters, der behalten wird: %1 von %2 genau</translation>
    </message>
    <message>
        <source>Micro-batches now hold at most %1 tokens</source>
        <translation>Mikro-Batches halten jetzt höchstens %1 Token</translation>
    </message>
    <message>
        <source>The feed-forward part of each layer is now computed again</source>
        <translation>Der Feed-forward-Teil jeder Schicht wird jetzt neu berechnet</translation>
    </message>
    <message>
        <source>Each layer is now computed again</source>
        <translation>Jede Schicht wird jetzt neu berechnet</translation>
    </message>
</context>
<context>
    <name>loratrf::RunPage</name>
    <message>
        <source>The folder cannot be written to</source>
        <translation>Der Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Here you watch loss and filters while a run trains, and look at earlier runs.</source>
        <translation>Hier sehen Sie Verlust und Filter, während ein Lauf trainiert, und betrachten frühere Läufe.</translation>
    </message>
    <message>
        <source>The plots appear here once the first step is done.</source>
        <translation>Die Diagramme erscheinen hier, sobald der erste Schritt getan ist.</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Dead sites, closed for every token in the last %1 reports: %2. A filter that stays closed gets no gradient and cannot open again by itself.</source>
        <translation>Tote Stellen, in den letzten %1 Meldungen für jedes Token geschlossen: %2. Ein Filter, der geschlossen bleibt, bekommt keinen Gradienten und kann sich nicht von selbst wieder öffnen.</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>No checkpoint from before the trouble began is left, so there is no state to go back to</source>
        <translation>Aus der Zeit vor der Störung ist kein Sicherungspunkt mehr da, daher gibt es keinen Zustand, zu dem man zurückgehen kann</translation>
    </message>
</context>
<context>
    <name>loratrf::RunTable</name>
    <message>
        <source>Runs of the project folder</source>
        <translation>Läufe des Projektordners</translation>
    </message>
</context>
<context>
    <name>loratrf::SamplesView</name>
    <message>
        <source>(an empty answer)</source>
        <translation>(eine leere Antwort)</translation>
    </message>
    <message>
        <source>The evaluation whose answers are shown; at the right end the newest, which is followed</source>
        <translation>Die Auswertung, deren Antworten gezeigt werden; am rechten Ende die neueste, der die Anzeige folgt</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Beside the first</source>
        <translation>Neben der ersten</translation>
    </message>
    <message>
        <source>Beside the one before</source>
        <translation>Neben der vorigen</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>Allein</translation>
    </message>
    <message>
        <source>What the answers are compared with</source>
        <translation>Womit die Antworten verglichen werden</translation>
    </message>
    <message>
        <source>What the answers stand beside: those before the training, those of the evaluation before, or none</source>
        <translation>Was neben den Antworten steht: die vor dem Training, die der vorigen Auswertung oder keine</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>before the training</source>
        <translation>vor dem Training</translation>
    </message>
    <message>
        <source>(no answer at this step)</source>
        <translation>(keine Antwort bei diesem Schritt)</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Answers to a few fixed prompts appear here at each evaluation: the probe texts, or the first evaluation rows. Without evaluation rows the probe texts are answered at the end of each epoch.</source>
        <translation>Hier erscheinen bei jeder Auswertung Antworten auf einige feste Prompts: die Probetexte oder die ersten Auswertungszeilen. Ohne Auswertungszeilen werden die Probetexte am Ende jeder Epoche beantwortet.</translation>
    </message>
</context>
<context>
    <name>loratrf::ScheduleCurve</name>
    <message>
        <source>then stays there</source>
        <translation>bleibt dann dort</translation>
    </message>
    <message>
        <source>then falls evenly</source>
        <translation>fällt dann gleichmäßig</translation>
    </message>
    <message>
        <source>then falls in half a cosine</source>
        <translation>fällt dann als halber Kosinus</translation>
    </message>
    <message>
        <source>Learning rate over the run</source>
        <translation>Lernrate über den Lauf</translation>
    </message>
    <message>
        <source>Choose data to see the learning rate of each step.</source>
        <translation>Wählen Sie Daten, um die Lernrate jedes Schritts zu sehen.</translation>
    </message>
    <message>
        <source>%1 steps: rises over the first %2 to %3, %4</source>
        <translation>%1 Schritte: steigt in den ersten %2 auf %3, %4</translation>
    </message>
    <message>
        <source>%1 steps: begins at %2, %3</source>
        <translation>%1 Schritte: beginnt bei %2, %3</translation>
    </message>
    <message>
        <source>Rises over the first %1 of the run to %2, %3</source>
        <translation>Steigt über die ersten %1 des Laufs auf %2, %3</translation>
    </message>
    <message>
        <source>Begins at %1, %2</source>
        <translation>Beginnt bei %1, %2</translation>
    </message>
    <message>
        <source>step 1</source>
        <translation>Schritt 1</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>end of the run</source>
        <translation>Ende des Laufs</translation>
    </message>
</context>
<context>
    <name>loratrf::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Of the window, and of how it writes numbers</source>
        <translation>Des Fensters und der Schreibweise von Zahlen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>High contrast draws black on white with strong frames, for weak eyes and bright rooms</source>
        <translation>Hoher Kontrast zeichnet Schwarz auf Weiß mit kräftigen Rahmen, für schwache Augen und helle Räume</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&amp;Size of text</source>
        <translation>Sch&amp;riftgröße</translation>
    </message>
    <message>
        <source>Against the desktop&apos;s own size; Ctrl and + or - do the same</source>
        <translation>Im Verhältnis zur Größe des Desktops; Strg und + oder - tun dasselbe</translation>
    </message>
    <message>
        <source>The program never uses the network: models, rows and results stay on this machine, and nothing is counted or reported.</source>
        <translation>Das Programm benutzt nie das Netz: Modelle, Zeilen und Ergebnisse bleiben auf diesem Rechner, und nichts wird gezählt oder gemeldet.</translation>
    </message>
    <message>
        <source>&amp;Project folder</source>
        <translation>&amp;Projektordner</translation>
    </message>
    <message>
        <source>Where new runs are put and the Library looks. Press it to choose another; runs stay where they are</source>
        <translation>Wo neue Läufe angelegt werden und die Bibliothek sucht. Ein Druck darauf wählt einen anderen; Läufe bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Choose project folder</source>
        <translation>Projektordner wählen</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>What a new run computes on where its preset does not say. auto takes the GPU when there is one; cuda:1 names the second GPU</source>
        <translation>Worauf ein neuer Lauf rechnet, wo seine Vorlage nichts sagt. auto nimmt die GPU, wenn es eine gibt; cuda:1 nennt die zweite GPU</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Processor &amp;threads</source>
        <translation>Prozessor-&amp;Threads</translation>
    </message>
    <message>
        <source>How many a new run may use. Fewer leave the machine usable meanwhile; more than its cores bring nothing</source>
        <translation>Wie viele ein neuer Lauf benutzen darf. Weniger lassen den Rechner derweil benutzbar; mehr als seine Kerne bringen nichts</translation>
    </message>
</context>
<context>
    <name>loratrf::SetupPage</name>
    <message>
        <source>Options (*.json);;All files (*)</source>
        <translation>Optionen (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>The form of last time could not be read, so it starts afresh: %1</source>
        <translation>Das Formular vom letzten Mal war nicht lesbar und beginnt daher neu: %1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 is no preset: it holds no JSON object.</source>
        <translation>%1 ist keine Vorlage: Die Datei enthält kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>Options saved in %1</source>
        <translation>Optionen in %1 gespeichert</translation>
    </message>
    <message>
        <source>Load options</source>
        <translation>Optionen laden</translation>
    </message>
    <message>
        <source>Save options</source>
        <translation>Optionen speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 Epoche</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 Epochen</translation>
    </message>
    <message numerus="yes">
        <source>%1 on %2 with %3 · %4, %n row(s) a step, learning rate %5</source>
        <translation>
            <numerusform>%1 auf %2 mit %3 · %4, %n Zeile je Schritt, Lernrate %5</numerusform>
            <numerusform>%1 auf %2 mit %3 · %4, %n Zeilen je Schritt, Lernrate %5</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a model to see what memory the run needs.</source>
        <translation>Wählen Sie ein Modell, um zu sehen, wie viel Speicher der Lauf braucht.</translation>
    </message>
    <message>
        <source>A training run is under way; the memory is worked out when it has ended.</source>
        <translation>Ein Trainingslauf ist im Gange; der Speicher wird berechnet, wenn er zu Ende ist.</translation>
    </message>
    <message>
        <source>Working out the memory…</source>
        <translation>Speicherbedarf wird berechnet …</translation>
    </message>
    <message>
        <source>A training run is under way. Start is possible when it has ended.</source>
        <translation>Ein Trainingslauf ist im Gange. Der Start ist möglich, wenn er zu Ende ist.</translation>
    </message>
    <message>
        <source>Before starting: choose a model that can be read.</source>
        <translation>Vor dem Start: Wählen Sie ein Modell, das sich lesen lässt.</translation>
    </message>
    <message numerus="yes">
        <source>Before starting: %1 (and %n more)</source>
        <translation>
            <numerusform>Vor dem Start: %1 (und %n weiteres)</numerusform>
            <numerusform>Vor dem Start: %1 (und %n weitere)</numerusform>
        </translation>
    </message>
    <message>
        <source>Before starting: %1</source>
        <translation>Vor dem Start: %1</translation>
    </message>
    <message>
        <source>A training run is under way; its time stands on its own page.</source>
        <translation>Ein Trainingslauf ist im Gange; seine Zeit steht auf seiner eigenen Seite.</translation>
    </message>
    <message>
        <source>With model and data chosen, three steps tell how long the run takes.</source>
        <translation>Sind Modell und Daten gewählt, sagen drei Schritte, wie lange der Lauf dauert.</translation>
    </message>
    <message>
        <source>A training run is under way. Add this one to the queue and it starts by itself.</source>
        <translation>Ein Trainingslauf ist im Gange. Reihen Sie diesen in die Warteschlange ein, dann startet er von selbst.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2, %n row(s) a step, learning rate %3</source>
        <translation>
            <numerusform>%1 · %2, %n Zeile je Schritt, Lernrate %3</numerusform>
            <numerusform>%1 · %2, %n Zeilen je Schritt, Lernrate %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is a folder with neither a model nor a run in it: there is no config.json and no options.json. Drop the folder of a model or a run, a GGUF file, options, or files of rows.</source>
        <translation>%1 ist ein Ordner, in dem weder ein Modell noch ein Lauf ist: Es gibt keine config.json und keine options.json darin. Legen Sie den Ordner eines Modells oder Laufs, eine GGUF-Datei, Optionen oder Dateien mit Zeilen ab.</translation>
    </message>
</context>
<context>
    <name>loratrf::StartBar</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>The same run on the command line</source>
        <translation>Derselbe Lauf auf der Befehlszeile</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>&amp;options.json</source>
        <translation>&amp;options.json</translation>
    </message>
    <message>
        <source>The same run as a file: look at it, copy or save it. &quot;loratrf train options.json&quot; takes it</source>
        <translation>Derselbe Lauf als Datei: zum Ansehen, Kopieren oder Speichern. „loratrf train options.json“ nimmt sie an</translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation>Training starten (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>The same run on the command line: %1</source>
        <translation>Derselbe Lauf auf der Befehlszeile: %1</translation>
    </message>
    <message>
        <source>Add to &amp;queue</source>
        <translation>Ein&amp;reihen</translation>
    </message>
    <message>
        <source>Train this after the runs that are under way or wait already (Ctrl+Shift+Return). The Run page lists them; they wait through a restart of the program too</source>
        <translation>Nach den Läufen trainieren, die im Gange sind oder schon warten (Strg+Umschalt+Eingabe). Die Seite „Lauf“ zeigt sie; sie warten auch über einen Neustart des Programms hinweg</translation>
    </message>
</context>
<context>
    <name>loratrf::StatisticsView</name>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The run&apos;s evaluation rows</source>
        <translation>Die Auswertungszeilen des Laufs</translation>
    </message>
    <message>
        <source>&amp;Look at the rows</source>
        <translation>Zeilen ans&amp;ehen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Token in its row</source>
        <translation>Token in seiner Zeile</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>How a site&apos;s values are distributed over the tokens, or how they differ between kinds of tokens and between rows with other labels</source>
        <translation>Wie sich die Werte einer Stelle über die Token verteilen oder wie sie sich zwischen Arten von Token und zwischen Zeilen mit anderen Etiketten unterscheiden</translation>
    </message>
    <message>
        <source>The site whose tokens are listed. A click on a row of the map, or Enter on it, chooses it too.</source>
        <translation>Die Stelle, deren Token aufgelistet sind. Ein Klick auf eine Zeile der Karte oder die Eingabetaste darauf wählt sie ebenfalls.</translation>
    </message>
    <message>
        <source>Tokens this site acts on most</source>
        <translation>Token, auf die diese Stelle am meisten wirkt</translation>
    </message>
    <message>
        <source>Tokens this site acts on least</source>
        <translation>Token, auf die diese Stelle am wenigsten wirkt</translation>
    </message>
    <message>
        <source>Tokens at s&amp;ite</source>
        <translation>Token an der &amp;Stelle</translation>
    </message>
    <message>
        <source>Acts most on</source>
        <translation>Wirkt am meisten auf</translation>
    </message>
    <message>
        <source>Acts least on</source>
        <translation>Wirkt am wenigsten auf</translation>
    </message>
    <message>
        <source>A training run is under way; the rows can be looked at when it is done.</source>
        <translation>Ein Trainingslauf ist im Gange; die Zeilen lassen sich ansehen, wenn er fertig ist.</translation>
    </message>
    <message>
        <source>Looking at the rows was stopped.</source>
        <translation>Das Ansehen der Zeilen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>See how each site&apos;s values are distributed over the tokens of many rows, and on which tokens it acts most and least.</source>
        <translation>Sehen Sie, wie sich die Werte jeder Stelle über die Token vieler Zeilen verteilen und auf welche Token sie am meisten und am wenigsten wirkt.</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Perzentile</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Mean by %1</source>
        <translation>Mittel nach %1</translation>
    </message>
    <message>
        <source>Active share by %1</source>
        <translation>Aktiver Anteil nach %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation>Adaptergröße</translation>
    </message>
    <message>
        <source>share of the tokens below</source>
        <translation>Anteil der Token darunter</translation>
    </message>
    <message>
        <source>Share of the tokens</source>
        <translation>Anteil der Token</translation>
    </message>
    <message>
        <source>%1, mean</source>
        <translation>%1, Mittel</translation>
    </message>
    <message>
        <source>Active share</source>
        <translation>Aktiver Anteil</translation>
    </message>
    <message>
        <source>%1 [%2] %3</source>
        <translation>%1 [%2] %3</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>How many rows are looked at, from the first; 0: all of them. 64 show the main lines in short time; some hundred make rare tokens count.</source>
        <translation>Wie viele Zeilen angesehen werden, von der ersten an; 0: alle. 64 zeigen in kurzer Zeit die Grundzüge; einige Hundert lassen seltene Token zählen.</translation>
    </message>
    <message>
        <source>%1 tokens of %2 of the %3 rows of %4, each at every site.</source>
        <translation>%1 Token aus %2 der %3 Zeilen von %4, jedes an jeder Stelle.</translation>
    </message>
    <message>
        <source>%1 No more fit into the memory set aside for them, so the rest was left out.</source>
        <translation>%1 Mehr passen nicht in den Speicher, der dafür vorgesehen ist, deshalb blieb der Rest weg.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Rows are being looked at already; these can follow when that has ended.</source>
        <translation>Es werden schon Zeilen angesehen; diese können folgen, wenn das zu Ende ist.</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>Stop looking; nothing is kept</source>
        <translation>Das Ansehen abbrechen; nichts bleibt erhalten</translation>
    </message>
</context>
<context>
    <name>loratrf::SteerDialog</name>
    <message>
        <source>Change the run</source>
        <translation>Lauf ändern</translation>
    </message>
    <message>
        <source>Rate of the schedule, where its warm-up leads; the rates of the coming steps change in proportion. Lower it when the loss jumps. 5e-5 to 1e-3 is usual for adapters</source>
        <translation>Rate des Verlaufs, zu der sein Anlauf führt; die Raten der kommenden Schritte ändern sich im Verhältnis. Senken Sie sie, wenn der Verlust springt. Üblich bei Adaptern sind 5e-5 bis 1e-3</translation>
    </message>
    <message>
        <source>A clock ends this run, so it has no last step</source>
        <translation>Diesen Lauf beendet eine Uhr, er hat also keinen letzten Schritt</translation>
    </message>
    <message>
        <source>The run&apos;s last step. The schedule falls towards the new end from where it is</source>
        <translation>Der letzte Schritt des Laufs. Der Verlauf fällt vom jetzigen Stand zum neuen Ende hin</translation>
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation>&amp;Lernrate</translation>
    </message>
    <message>
        <source>&amp;End at step</source>
        <translation>&amp;Enden bei Schritt</translation>
    </message>
    <message>
        <source>Holds from the next step on and is written to the journal.</source>
        <translation>Gilt ab dem nächsten Schritt und wird ins Journal geschrieben.</translation>
    </message>
    <message>
        <source>Holds from the next step on and is written to the journal. Step %1 had the rate %2.</source>
        <translation>Gilt ab dem nächsten Schritt und wird ins Journal geschrieben. Schritt %1 hatte die Rate %2.</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>Ä&amp;ndern</translation>
    </message>
    <message>
        <source>The learning rate must be above 0.</source>
        <translation>Die Lernrate muss über 0 liegen.</translation>
    </message>
    <message>
        <source>Step %1 is done already; choose a later end, or stop the run.</source>
        <translation>Schritt %1 ist schon getan; wählen Sie ein späteres Ende oder halten Sie den Lauf an.</translation>
    </message>
    <message>
        <source>This learning rate is unusually high.</source>
        <translation>Diese Lernrate ist ungewöhnlich hoch.</translation>
    </message>
</context>
<context>
    <name>loratrf::StepPlot</name>
    <message>
        <source>Save the plot %1</source>
        <translation>Das Diagramm %1 speichern</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Cannot write %1: %2. Choose another folder or make room.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>Als &amp;PNG speichern …</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Save as &amp;SVG…</source>
        <translation>Als &amp;SVG speichern …</translation>
    </message>
    <message>
        <source>Vector pictures (*.svg)</source>
        <translation>Vektorbilder (*.svg)</translation>
    </message>
    <message>
        <source>Save the numbers as &amp;CSV…</source>
        <translation>Die Zahlen als &amp;CSV speichern …</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>&amp;Copy the picture</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copied the picture</source>
        <translation>Bild kopiert</translation>
    </message>
    <message>
        <source>Copy the &amp;numbers</source>
        <translation>&amp;Zahlen kopieren</translation>
    </message>
    <message>
        <source>Copied the numbers</source>
        <translation>Zahlen kopiert</translation>
    </message>
    <message>
        <source>&amp;Logarithmic axis</source>
        <translation>&amp;Logarithmische Achse</translation>
    </message>
    <message>
        <source>Leave &amp;outliers outside</source>
        <translation>A&amp;usreißer weglassen</translation>
    </message>
    <message>
        <source>&amp;Whole run</source>
        <translation>&amp;Ganzer Lauf</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>geglättet</translation>
    </message>
    <message>
        <source>More about the plot %1</source>
        <translation>Mehr zum Diagramm %1</translation>
    </message>
    <message>
        <source>Save this plot as a picture or as numbers, copy it, or change its axis</source>
        <translation>Dieses Diagramm als Bild oder als Zahlen speichern, kopieren oder seine Achse ändern</translation>
    </message>
    <message>
        <source>%1
Wheel: zoom the steps (Ctrl: the values). Drag: zoom into a rectangle. Shift + drag: move. Double click: everything. Arrow keys: read the values.</source>
        <translation>%1
Mausrad: Schritte vergrößern (Strg: die Werte). Ziehen: ein Rechteck vergrößern. Umschalt + Ziehen: verschieben. Doppelklick: alles. Pfeiltasten: die Werte lesen.</translation>
    </message>
    <message>
        <source>step %1   %2 (smoothed %3)</source>
        <translation>Schritt %1   %2 (geglättet %3)</translation>
    </message>
    <message>
        <source>step %1   %2</source>
        <translation>Schritt %1   %2</translation>
    </message>
    <message>
        <source>Logarithmic s&amp;teps</source>
        <translation>Logarithmische Schri&amp;tte</translation>
    </message>
    <message>
        <source>There are no values yet.</source>
        <translation>Es gibt noch keine Werte.</translation>
    </message>
    <message>
        <source>%1 %2 at step %3.</source>
        <translation>%1 %2 bei Schritt %3.</translation>
    </message>
    <message>
        <source>%1 In view the lowest is %2 at step %3, the highest %4 at step %5.</source>
        <translation>%1 Zu sehen sind als kleinster Wert %2 bei Schritt %3 und als größter %4 bei Schritt %5.</translation>
    </message>
</context>
<context>
    <name>loratrf::StoredQueue</name>
    <message>
        <source>%1 cannot be written, so no queue can be kept there: %2</source>
        <translation>%1 kann nicht geschrieben werden, darum lässt sich dort keine Warteschlange führen: %2</translation>
    </message>
    <message>
        <source>The folder %1 can only be read: the runs in it can be looked at, but none can be trained or queued there. To train, choose another project folder in the library.</source>
        <translation>Der Ordner %1 kann nur gelesen werden: Die Läufe darin lassen sich ansehen, aber es lässt sich dort keiner trainieren oder einreihen. Wählen Sie zum Trainieren in der Bibliothek einen anderen Projektordner.</translation>
    </message>
    <message>
        <source>Another window works through the queue of %1, or the program in the background since its window was closed. Runs can be queued there, or here once it has ended. Everything else works here as usual.</source>
        <translation>Ein anderes Fenster arbeitet die Warteschlange von %1 ab, oder das Programm im Hintergrund, seit sein Fenster geschlossen wurde. Läufe lassen sich dort einreihen, oder hier, sobald es zu Ende ist. Alles andere geht hier wie gewohnt.</translation>
    </message>
    <message>
        <source>The queue of last time cannot be read (%1). It is kept as %2, and a new one has begun.</source>
        <translation>Die Warteschlange vom letzten Mal kann nicht gelesen werden (%1). Sie ist als %2 aufbewahrt, und eine neue hat begonnen.</translation>
    </message>
    <message>
        <source>The queue of last time cannot be read: %1</source>
        <translation>Die Warteschlange vom letzten Mal kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The queue cannot be kept, so it pauses: %1</source>
        <translation>Die Warteschlange kann nicht gespeichert werden und hält darum an: %1</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n step(s). The library can resume it.</source>
        <translation>
            <numerusform>Nach %n Schritt angehalten. Die Bibliothek kann ihn fortsetzen.</numerusform>
            <numerusform>Nach %n Schritten angehalten. Die Bibliothek kann ihn fortsetzen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::StrengthText</name>
    <message>
        <source>Text coloured by strength</source>
        <translation>Text, nach Stärke gefärbt</translation>
    </message>
    <message>
        <source>token %1 “%2”: %3</source>
        <translation>Token %1 „%2“: %3</translation>
    </message>
    <message>
        <source>nothing reported</source>
        <translation>nichts gemeldet</translation>
    </message>
    <message>
        <source>The more a token&apos;s colour stands out, the stronger the adapter acts on it. Point at a token, or walk through the text with the arrow keys, to read its value; a click or Enter marks it in the map.</source>
        <translation>Je mehr die Farbe eines Tokens hervortritt, desto stärker wirkt der Adapter darauf. Zeigen Sie auf ein Token oder gehen Sie mit den Pfeiltasten durch den Text, um seinen Wert zu lesen; ein Klick oder die Eingabetaste zeigt es in der Karte.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>loratrf::TakenOptions</name>
    <message>
        <source>method: there is no method &quot;%1&quot;; %2 stays chosen, with its options</source>
        <translation>method: Es gibt keine Methode „%1“; %2 bleibt mit ihren Optionen gewählt</translation>
    </message>
    <message>
        <source>method_options.%1: %2 has no such option; it was left out</source>
        <translation>method_options.%1: %2 hat keine solche Option; sie wurde weggelassen</translation>
    </message>
    <message>
        <source>method_options.%1: %2 is not possible; the form has %3 instead</source>
        <translation>method_options.%1: %2 ist nicht möglich; im Formular steht stattdessen %3</translation>
    </message>
</context>
<context>
    <name>loratrf::TargetPicker</name>
    <message>
        <source>&amp;Tick</source>
        <translation>An&amp;haken</translation>
    </message>
    <message>
        <source>&amp;Untick</source>
        <translation>Haken &amp;entfernen</translation>
    </message>
    <message>
        <source>Projections by layer</source>
        <translation>Projektionen nach Schicht</translation>
    </message>
    <message>
        <source>Tick the projections that get an adapter. Fewer need less memory; the last layers alone are often tried, all of them is the usual choice.</source>
        <translation>Haken Sie die Projektionen an, die einen Adapter bekommen. Weniger brauchen weniger Speicher; oft werden nur die letzten Schichten probiert, alle sind die übliche Wahl.</translation>
    </message>
    <message>
        <source>Pattern of paths</source>
        <translation>Muster für Pfade</translation>
    </message>
    <message>
        <source>Pattern, such as layers.2[0-9].*q_proj</source>
        <translation>Muster, etwa layers.2[0-9].*q_proj</translation>
    </message>
    <message>
        <source>Part of a path: * stands for anything, ? for one letter, [0-7] for one of these. &quot;self_attn&quot; means all projections of the attention</source>
        <translation>Teil eines Pfads: * steht für Beliebiges, ? für ein Zeichen, [0-7] für eines von diesen. „self_attn“ meint alle Projektionen der Attention</translation>
    </message>
    <message>
        <source>Tick what the pattern fits</source>
        <translation>Anhaken, was zum Muster passt</translation>
    </message>
    <message>
        <source>Untick what the pattern fits</source>
        <translation>Haken entfernen, wo das Muster passt</translation>
    </message>
    <message>
        <source>Projection</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>In × out</source>
        <translation>Ein × aus</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message numerus="yes">
        <source>The pattern fits %n projection(s).</source>
        <translation>
            <numerusform>Das Muster passt auf %n Projektion.</numerusform>
            <numerusform>Das Muster passt auf %n Projektionen.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least one projection is needed.</source>
        <translation>Mindestens eine Projektion ist nötig.</translation>
    </message>
    <message>
        <source>%1 of %2 projections get an adapter.</source>
        <translation>%1 von %2 Projektionen bekommen einen Adapter.</translation>
    </message>
</context>
<context>
    <name>loratrf::TimeBar</name>
    <message>
        <source>Step of the run</source>
        <translation>Schritt des Laufs</translation>
    </message>
    <message>
        <source>The step whose filters are shown. Drag it, or use the arrow keys, Home and End; at the right end it follows a run that goes on.</source>
        <translation>Der Schritt, dessen Filter gezeigt werden. Ziehen Sie ihn oder nehmen Sie die Pfeiltasten, Pos1 und Ende; am rechten Ende folgt er einem Lauf, der weitergeht.</translation>
    </message>
    <message>
        <source>Step %1 (%2 of %3)</source>
        <translation>Schritt %1 (%2 von %3)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>Ab&amp;spielen</translation>
    </message>
    <message>
        <source>Stop at this step (space)</source>
        <translation>Bei diesem Schritt anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Show the steps one after the other (space)</source>
        <translation>Die Schritte nacheinander zeigen (Leertaste)</translation>
    </message>
</context>
<context>
    <name>loratrf::TokenDetail</name>
    <message>
        <source>The token under the cursor</source>
        <translation>Das Token unter dem Zeiger</translation>
    </message>
    <message>
        <source>Likeliest tokens at this place</source>
        <translation>Wahrscheinlichste Token an dieser Stelle</translation>
    </message>
    <message>
        <source>What the model itself gave most weight at this place, before temperature; the token taken is bold</source>
        <translation>Was das Modell selbst an dieser Stelle am höchsten gewichtet hat, vor der Temperatur; das genommene Token ist fett</translation>
    </message>
    <message>
        <source>%1: “%2” had a probability of %3.</source>
        <translation>%1: „%2“ hatte eine Wahrscheinlichkeit von %3.</translation>
    </message>
    <message>
        <source>%1: “%2” had a probability of %3; the filters let %4 of the adapter through, mean over its places.</source>
        <translation>%1: „%2“ hatte eine Wahrscheinlichkeit von %3; die Filter ließen %4 des Adapters durch, im Mittel über seine Stellen.</translation>
    </message>
    <message>
        <source>%1: “%2” had a probability of %3; the adapter&apos;s term was %4 of the base output, mean over its places.</source>
        <translation>%1: „%2“ hatte eine Wahrscheinlichkeit von %3; der Beitrag des Adapters war %4 der Ausgabe des Ausgangsmodells, im Mittel über seine Stellen.</translation>
    </message>
    <message>
        <source>Point at a token of an answer, or move through it with the cursor keys, to see how likely it was and what else could have come.</source>
        <translation>Zeigen Sie auf ein Token einer Antwort oder gehen Sie mit den Pfeiltasten hindurch, um zu sehen, wie wahrscheinlich es war und was sonst hätte kommen können.</translation>
    </message>
    <message>
        <source>%1: “%2” had a probability of %3; the filter of %4 let %5 of the adapter through.</source>
        <translation>%1: „%2“ hatte eine Wahrscheinlichkeit von %3; der Filter von %4 ließ %5 des Adapters durch.</translation>
    </message>
    <message>
        <source>%1: “%2” had a probability of %3; the adapter&apos;s term in %4 was %5 of the base output.</source>
        <translation>%1: „%2“ hatte eine Wahrscheinlichkeit von %3; der Beitrag des Adapters in %4 war %5 der Ausgabe des Ausgangsmodells.</translation>
    </message>
    <message>
        <source>%1 read “%2”: the filters let %3 of the adapter through, mean over its places.</source>
        <translation>%1 las „%2“: Die Filter ließen %3 des Adapters durch, im Mittel über seine Stellen.</translation>
    </message>
    <message>
        <source>%1 read “%2”: the adapter&apos;s term was %3 of the base output, mean over its places.</source>
        <translation>%1 las „%2“: Der Beitrag des Adapters war %3 der Ausgabe des Ausgangsmodells, im Mittel über seine Stellen.</translation>
    </message>
    <message>
        <source>%1 read “%2”: the filter of %3 let %4 of the adapter through.</source>
        <translation>%1 las „%2“: Der Filter von %3 ließ %4 des Adapters durch.</translation>
    </message>
    <message>
        <source>%1 read “%2”: the adapter&apos;s term in %3 was %4 of the base output.</source>
        <translation>%1 las „%2“: Der Beitrag des Adapters in %3 war %4 der Ausgabe des Ausgangsmodells.</translation>
    </message>
</context>
<context>
    <name>loratrf::TokenView</name>
    <message>
        <source>First rows as tokens</source>
        <translation>Erste Zeilen als Token</translation>
    </message>
    <message>
        <source>token %1 of %2 · id %3 · trained on</source>
        <translation>Token %1 von %2 · Nr. %3 · wird trainiert</translation>
    </message>
    <message>
        <source>token %1 of %2 · id %3 · only read</source>
        <translation>Token %1 von %2 · Nr. %3 · nur gelesen</translation>
    </message>
    <message>
        <source>With the chosen answer</source>
        <translation>Mit der gewählten Antwort</translation>
    </message>
    <message>
        <source>With the rejected answer</source>
        <translation>Mit der abgelehnten Antwort</translation>
    </message>
</context>
<context>
    <name>loratrf::TradeOff</name>
    <message>
        <source>Evaluation loss</source>
        <translation>Auswertungsverlust</translation>
    </message>
    <message>
        <source>Exact answers</source>
        <translation>Exakte Antworten</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Trained parameters</source>
        <translation>Trainierte Parameter</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Speicherspitze</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Größe auf der Platte</translation>
    </message>
    <message>
        <source>Pairs preferred</source>
        <translation>Bevorzugte Paare</translation>
    </message>
</context>
<context>
    <name>loratrf::TradeOffPlot</name>
    <message>
        <source>What the runs cost, from left to right</source>
        <translation>Was die Läufe kosten, von links nach rechts</translation>
    </message>
    <message>
        <source>How good they are, from bottom to top</source>
        <translation>Wie gut sie sind, von unten nach oben</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>a&amp;gainst</source>
        <translation>&amp;gegen</translation>
    </message>
    <message>
        <source>Two figures of the runs against each other</source>
        <translation>Zwei Größen der Läufe gegeneinander</translation>
    </message>
    <message>
        <source>%1
%2: %3
%4: %5</source>
        <translation>%1
%2: %3
%4: %5</translation>
    </message>
    <message>
        <source>There are no runs to compare.</source>
        <translation>Es gibt keine Läufe zum Vergleichen.</translation>
    </message>
    <message>
        <source>None of these runs has both figures.</source>
        <translation>Keiner dieser Läufe hat beide Größen.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) without one of these figures left out.</source>
        <translation>
            <numerusform>%n Lauf ohne eine dieser Größen ist ausgelassen.</numerusform>
            <numerusform>%n Läufe ohne eine dieser Größen sind ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No run beats those on the line in both figures.</source>
        <translation>Kein Lauf übertrifft die auf der Linie in beiden Größen.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of %1 against %2. No other run beats these in both figures: %3.</source>
        <translation>
            <numerusform>%n Lauf: %1 gegen %2. Kein anderer Lauf übertrifft diese in beiden Größen: %3.</numerusform>
            <numerusform>%n Läufe: %1 gegen %2. Kein anderer Lauf übertrifft diese in beiden Größen: %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Save plot</source>
        <translation>Diagramm s&amp;peichern</translation>
    </message>
    <message>
        <source>Save this plot as a picture, or all figures of these runs as numbers, or copy them</source>
        <translation>Dieses Diagramm als Bild oder alle Größen dieser Läufe als Zahlen speichern oder kopieren</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
</context>
<context>
    <name>loratrf::TryPage</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Probieren</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Here you compare base and tuned answers, and evaluate.</source>
        <translation>Hier vergleichen Sie die Antworten von Ausgangsmodell und trainiertem Modell und werten aus.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>How the run stands</source>
        <translation>Wie der Lauf steht</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Optimiser updates done</source>
        <translation>Erledigte Optimierungsschritte</translation>
    </message>
    <message>
        <source>training loss, last step</source>
        <translation>Trainingsverlust, letzter Schritt</translation>
    </message>
    <message>
        <source>Mean over the supervised tokens of the last step</source>
        <translation>Mittel über die Token des letzten Schritts, auf die trainiert wird</translation>
    </message>
    <message>
        <source>evaluation loss, base → best</source>
        <translation>Auswertungsverlust, Ausgang → bester</translation>
    </message>
    <message>
        <source>On rows that were not trained on; best at step %1</source>
        <translation>Auf Zeilen, mit denen nicht trainiert wurde; am besten bei Schritt %1</translation>
    </message>
    <message>
        <source>exact match, base → tuned</source>
        <translation>genau gleich, Ausgang → trainiert</translation>
    </message>
    <message>
        <source>Share of the evaluated rows answered exactly as expected</source>
        <translation>Anteil der ausgewerteten Zeilen, die genau wie erwartet beantwortet wurden</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Training time, pauses left out</source>
        <translation>Trainingszeit ohne Pausen</translation>
    </message>
    <message>
        <source>trainable parameters</source>
        <translation>trainierbare Parameter</translation>
    </message>
    <message>
        <source>%1 of the model</source>
        <translation>%1 des Modells</translation>
    </message>
</context>
<context>
    <name>loratrf::TurnView</name>
    <message>
        <source>Prompt: %1</source>
        <translation>Prompt: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this answer to the clipboard</source>
        <translation>Diese Antwort in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Which answer is better?</source>
        <translation>Welche Antwort ist besser?</translation>
    </message>
    <message>
        <source>Answer &amp;A</source>
        <translation>A v&amp;orziehen</translation>
    </message>
    <message>
        <source>The left one is better; then both names are shown</source>
        <translation>Die linke ist besser; danach werden beide Namen gezeigt</translation>
    </message>
    <message>
        <source>Answer &amp;B</source>
        <translation>B &amp;vorziehen</translation>
    </message>
    <message>
        <source>The right one is better; then both names are shown</source>
        <translation>Die rechte ist besser; danach werden beide Namen gezeigt</translation>
    </message>
    <message>
        <source>E&amp;qual</source>
        <translation>&amp;Gleich</translation>
    </message>
    <message>
        <source>Neither is better; then both names are shown</source>
        <translation>Keine ist besser; dann werden beide Namen gezeigt</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Prompt as it was read: %1</source>
        <translation>Prompt, wie er gelesen wurde: %1</translation>
    </message>
    <message>
        <source>The prompt as it was read</source>
        <translation>Der Prompt, wie er gelesen wurde</translation>
    </message>
    <message>
        <source>The end of the prompt as it was read</source>
        <translation>Das Ende des Prompts, wie er gelesen wurde</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>loratrf::WatchStrip</name>
    <message>
        <source>Go &amp;back to the last good state…</source>
        <translation>&amp;Zurück zum letzten guten Zustand …</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Close this message; the log keeps it</source>
        <translation>Diese Meldung schließen; das Protokoll behält sie</translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint before the trouble, with a learning rate that you choose; the checkpoints after it are deleted</source>
        <translation>Vom neuesten Sicherungspunkt vor der Störung aus weitergehen, mit einer Lernrate Ihrer Wahl; die Sicherungspunkte danach werden gelöscht</translation>
    </message>
</context>
<context>
    <name>loratrf::WelcomePage</name>
    <message>
        <source>Welcome to LoRATRF Studio</source>
        <translation>Willkommen bei LoRATRF Studio</translation>
    </message>
    <message>
        <source>Teach a language model your task on this computer, and see what its adapter learns. Nothing leaves the machine.</source>
        <translation>Bringen Sie einem Sprachmodell auf diesem Rechner Ihre Aufgabe bei und sehen Sie, was sein Adapter lernt. Nichts verlässt den Rechner.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Die Demo ausprobieren</translation>
    </message>
    <message>
        <source>400 e-mails with orders, and what should be read out of each. A small model learns it in minutes.</source>
        <translation>400 E-Mails mit Bestellungen und was aus jeder herauszulesen ist. Ein kleines Modell lernt es in Minuten.</translation>
    </message>
    <message>
        <source>Set up the &amp;demo</source>
        <translation>Demo &amp;einrichten</translation>
    </message>
    <message>
        <source>Use my model</source>
        <translation>Mein Modell verwenden</translation>
    </message>
    <message>
        <source>A folder in Hugging Face layout or a GGUF file, and your own examples as JSON lines or a table.</source>
        <translation>Ein Ordner im Aufbau von Hugging Face oder eine GGUF-Datei, und Ihre eigenen Beispiele als JSON-Zeilen oder Tabelle.</translation>
    </message>
    <message>
        <source>Open a &amp;model…</source>
        <translation>&amp;Modell öffnen …</translation>
    </message>
    <message>
        <source>Look at a run</source>
        <translation>Einen Lauf ansehen</translation>
    </message>
    <message>
        <source>A run of this program, finished or still going on in a terminal: its folder is all that is needed.</source>
        <translation>Ein Lauf dieses Programms, beendet oder noch in einem Terminal unterwegs: Sein Ordner genügt.</translation>
    </message>
    <message>
        <source>Open a &amp;run…</source>
        <translation>&amp;Lauf öffnen …</translation>
    </message>
    <message>
        <source>&amp;Straight to the form</source>
        <translation>Gleich zum &amp;Formular</translation>
    </message>
</context>
<context>
    <name>loratrf::RemainingTime</name>
    <message>
        <source>%1, about %2 left</source>
        <translation>%1, noch etwa %2</translation>
    </message>
</context>
<context>
    <name>loratrf::PointReader</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>loratrf::StatisticsMaps</name>
    <message>
        <source>no label</source>
        <translation>ohne Etikett</translation>
    </message>
</context>
<context>
    <name>loratrf::ReadingBar</name>
    <message>
        <source>Rows are being read</source>
        <translation>Zeilen werden gelesen</translation>
    </message>
    <message>
        <source>Reading all rows: %1 %</source>
        <translation>Alle Zeilen werden gelesen: %1 %</translation>
    </message>
    <message>
        <source>Reading all rows…</source>
        <translation>Alle Zeilen werden gelesen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Read them</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Leave the rows unread; the run itself can be started all the same</source>
        <translation>Die Zeilen ungelesen lassen; der Lauf selbst lässt sich trotzdem starten</translation>
    </message>
    <message>
        <source>Read all rows of the training files</source>
        <translation>Alle Zeilen der Trainingsdateien lesen</translation>
    </message>
</context>
<context>
    <name>loratrf::UnsavedQuestion</name>
    <message>
        <source>Changes are not saved</source>
        <translation>Änderungen sind nicht gespeichert</translation>
    </message>
    <message>
        <source>Closing the program would drop them.</source>
        <translation>Beim Schließen des Programms gingen sie verloren.</translation>
    </message>
    <message>
        <source>Drop the changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>loratrf::FollowedRun</name>
    <message>
        <source>the process that trained this run has ended without a word; its newest checkpoint is where it can go on</source>
        <translation>der Prozess, der diesen Lauf trainierte, hat ohne ein Wort geendet; weitergehen kann er vom neuesten Sicherungspunkt</translation>
    </message>
</context>
<context>
    <name>loratrf::OptionWords</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Adapter it starts from</source>
        <translation>Adapter, von dem er ausgeht</translation>
    </message>
    <message>
        <source>Compute equal beginnings once</source>
        <translation>Gleiche Anfänge einmal berechnen</translation>
    </message>
    <message>
        <source>Field of the prompt</source>
        <translation>Feld des Prompts</translation>
    </message>
    <message>
        <source>Field of the answer</source>
        <translation>Feld der Antwort</translation>
    </message>
    <message>
        <source>Field of the rejected answer</source>
        <translation>Feld der abgelehnten Antwort</translation>
    </message>
    <message>
        <source>Field of the system message</source>
        <translation>Feld der Systemnachricht</translation>
    </message>
    <message>
        <source>Longest line, in bytes</source>
        <translation>Längste Zeile, in Bytes</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Rank 16, three epochs of 16 rows a step, the best weights kept: the one to compare methods with.</source>
        <translation>Rang 16, drei Epochen mit 16 Zeilen je Schritt, die besten Gewichte werden behalten: das Rezept, um Methoden zu vergleichen.</translation>
    </message>
    <message>
        <source>Orders demo</source>
        <translation>Bestell-Demo</translation>
    </message>
    <message>
        <source>For the e-mails that come with the program and a small model: one epoch, answers compared exactly.</source>
        <translation>Für die E-Mails, die dem Programm beiliegen, und ein kleines Modell: eine Epoche, Antworten werden genau verglichen.</translation>
    </message>
    <message>
        <source>High capacity</source>
        <translation>Hohe Kapazität</translation>
    </message>
    <message>
        <source>rsLoRA of rank 64, for much data that differs much from what the model knows.</source>
        <translation>rsLoRA mit Rang 64, für viele Daten, die weit von dem entfernt sind, was das Modell kennt.</translation>
    </message>
    <message>
        <source>Low memory</source>
        <translation>Wenig Speicher</translation>
    </message>
    <message>
        <source>Rank 8, 512 tokens at a time, base weights as stored, layers computed again in the backward pass: slower, but in the least memory.</source>
        <translation>Rang 8, 512 Token auf einmal, Basisgewichte wie gespeichert, Schichten im Rückwärtslauf neu berechnet: langsamer, aber mit dem wenigsten Speicher.</translation>
    </message>
    <message>
        <source>Quick try</source>
        <translation>Schneller Versuch</translation>
    </message>
    <message>
        <source>60 steps at rank 8: does it learn at all?</source>
        <translation>60 Schritte mit Rang 8: Lernt es überhaupt?</translation>
    </message>
    <message>
        <source>Small data</source>
        <translation>Wenige Daten</translation>
    </message>
    <message>
        <source>For fewer than about 500 rows: a smaller adapter, a lower rate, early stopping.</source>
        <translation>Für weniger als etwa 500 Zeilen: ein kleinerer Adapter, eine niedrigere Rate, frühes Anhalten.</translation>
    </message>
    <message>
        <source>Tiny base</source>
        <translation>Kleines Modell</translation>
    </message>
    <message>
        <source>For models of up to about a billion parameters: as Balanced, at half the learning rate.</source>
        <translation>Für Modelle mit bis zu etwa einer Milliarde Parametern: wie „Ausgewogen“, mit halber Lernrate.</translation>
    </message>
    <message>
        <source>Preference pairs</source>
        <translation>Präferenzpaare</translation>
    </message>
    <message>
        <source>For rows with a better and a worse answer (DPO): one epoch at a low rate, held to the model it began as.</source>
        <translation>Für Zeilen mit einer besseren und einer schlechteren Antwort (DPO): eine Epoche mit niedriger Rate, nah am Modell, von dem sie ausgeht.</translation>
    </message>
</context>
<context>
    <name>loratrf::SaveMenu</name>
    <message>
        <source>Picture as &amp;PNG …</source>
        <translation>Bild als &amp;PNG …</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>Picture as &amp;SVG …</source>
        <translation>Bild als &amp;SVG …</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>SVG-Bilder (*.svg)</translation>
    </message>
    <message>
        <source>Values as &amp;CSV …</source>
        <translation>Werte als &amp;CSV …</translation>
    </message>
    <message>
        <source>CSV tables (*.csv)</source>
        <translation>CSV-Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>B&amp;ild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;values</source>
        <translation>&amp;Werte kopieren</translation>
    </message>
    <message>
        <source>The values cannot be written to %1: %2. Choose another folder, or make room.</source>
        <translation>Die Werte lassen sich nicht nach %1 schreiben: %2. Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>loratrf::LastRun</name>
    <message>
        <source>&quot;%1&quot; was being trained when the program ended, and had no checkpoint yet. It can begin again.</source>
        <translation>„%1“ wurde gerade trainiert, als das Programm endete, und hatte noch keinen Sicherungspunkt. Der Lauf kann neu beginnen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was being trained when the program ended. It can go on from its newest checkpoint.</source>
        <translation>„%1“ wurde gerade trainiert, als das Programm endete. Der Lauf kann ab seinem neuesten Sicherungspunkt weitergehen.</translation>
    </message>
    <message>
        <source>A run was interrupted</source>
        <translation>Ein Lauf wurde unterbrochen</translation>
    </message>
    <message>
        <source>Otherwise it stays as it is, and the Library can resume it at any time.</source>
        <translation>Sonst bleibt er, wie er ist; die Bibliothek kann ihn jederzeit fortsetzen.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>&amp;Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>loratrf::SiteSlider</name>
    <message>
        <source>all layers (mean)</source>
        <translation>alle Schichten (Mittel)</translation>
    </message>
</context>
<context>
    <name>loratrf::ScaleLegend</name>
    <message>
        <source>%1: from %2, the darkest colour, to %3, the lightest</source>
        <translation>%1: von %2, der dunkelsten Farbe, bis %3, der hellsten</translation>
    </message>
    <message>
        <source>%1: from %2, the lightest colour, to %3, the darkest</source>
        <translation>%1: von %2, der hellsten Farbe, bis %3, der dunkelsten</translation>
    </message>
    <message>
        <source>Scale of colours</source>
        <translation>Farbskala</translation>
    </message>
</context>
<context>
    <name>loratrf::ColourBar</name>
    <message>
        <source>Layer that colours the tokens</source>
        <translation>Schicht, die die Token färbt</translation>
    </message>
    <message>
        <source>Which layer colours the tokens: all of them on average at the left end, then one after the other. The colours mean the same in all, so layers can be compared</source>
        <translation>Welche Schicht die Token färbt: am linken Ende alle im Mittel, dann eine nach der anderen. Die Farben bedeuten in allen dasselbe, also lassen sich Schichten vergleichen</translation>
    </message>
    <message>
        <source>No adapter is known to have acted on these tokens. The base model has none, methods that change its weights act on no single token, and of an earlier conversation only the text was kept.</source>
        <translation>Von keinem Adapter ist bekannt, dass er auf diese Token gewirkt hätte. Das Ausgangsmodell hat keinen, Methoden, die seine Gewichte ändern, wirken auf kein einzelnes Token, und von einem früheren Gespräch ist nur der Text aufgehoben.</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>Gefärbt nach</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation>Adaptergröße</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
</context>
<context>
    <name>loratrf::WorkBar</name>
    <message>
        <source>How far the work is</source>
        <translation>Wie weit die Arbeit ist</translation>
    </message>
    <message>
        <source>Waiting for its turn …</source>
        <translation>Wartet auf freie Rechenzeit …</translation>
    </message>
</context>
<context>
    <name>loratrf::LibraryJobs</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>Sto&amp;ppen</translation>
    </message>
    <message>
        <source>End this work. The runs stay as they are, and nothing half-written is left behind</source>
        <translation>Diese Arbeit beenden. Die Läufe bleiben, wie sie sind, und nichts halb Geschriebenes bleibt zurück</translation>
    </message>
    <message>
        <source>Verifying %1: %2 of %3</source>
        <translation>%1 wird geprüft: %2 von %3</translation>
    </message>
    <message>
        <source>Saving for TensorBoard: %1 of %2 read</source>
        <translation>Für TensorBoard wird gespeichert: %1 von %2 gelesen</translation>
    </message>
</context>
</TS>

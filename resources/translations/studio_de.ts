<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>loratrf::ActivityView</name>
    <message>
        <source>What the sites do appears here once the first step is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the heatmap shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell to read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::EmptyPage</name>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an earlier run…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::ExportPage</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Here you take the adapter of a run along.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::FiltersPage</name>
    <message>
        <source>Here you see what each place of the adapter does, over time and over a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity over a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
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
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, token %2 “%3”: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, step %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, steps %2–%3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 over a text, step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::LossPlot</name>
    <message>
        <source>Loss plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel: zoom · drag: zoom into a rectangle · Shift + drag: move · double click: everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1   train %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (smoothed %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   eval %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   lr %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
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
        <source>&amp;Try</source>
        <translation>&amp;Probieren</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>Wie das S&amp;ystem</translation>
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
        <translation>&amp;Kleinere Schrift</translation>
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
        <source>About &amp;LoRATRF</source>
        <translation>Über &amp;LoRATRF</translation>
    </message>
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
        <source>Something failed</source>
        <translation>Etwas ist gescheitert</translation>
    </message>
    <message>
        <source>Training is under way</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>A training run is under way. What shall happen to it?</source>
        <translation>Ein Trainingslauf ist im Gange. Was soll mit ihm geschehen?</translation>
    </message>
    <message>
        <source>In the background the run goes on without a window, and the program ends with it. A stopped run keeps a checkpoint and can go on later.</source>
        <translation>Im Hintergrund läuft er ohne Fenster weiter, und das Programm endet mit ihm. Ein angehaltener Lauf behält einen Sicherungspunkt und kann später weitergehen.</translation>
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
        <source>Cancel</source>
        <translation>Abbrechen</translation>
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
        <source>Try</source>
        <translation>Probieren</translation>
    </message>
    <message>
        <source>Compare answers and evaluate (Ctrl+4)</source>
        <translation>Antworten vergleichen und auswerten (Strg+4)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Take the result along (Ctrl+5)</source>
        <translation>Das Ergebnis mitnehmen (Strg+5)</translation>
    </message>
</context>
<context>
    <name>loratrf::ProbeView</name>
    <message>
        <source>Your text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a text and press Look to see which layers act on which of its tokens. The run&apos;s own probe texts appear here at each evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own text …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the answer …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell to read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens, as of step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::RunHeader</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish the step, write a checkpoint and end; the run can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a checkpoint now and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best eval loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 trainable parameters (%2 % of the base)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run belongs to another process; it is only watched here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::RunLog</name>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::RunLogTable</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::RunModel</name>
    <message>
        <source>Evaluation loss %1, perplexity %2%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> – best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint %1 (best)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::RunPage</name>
    <message>
        <source>Here you watch loss and filters while a run trains, and look at earlier runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing of the training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything and follow the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss appears here once the first step is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead sites, closed for every token in the last %1 reports: %2%3. A filter that stays closed gets no gradient and cannot open again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation type="unfinished"></translation>
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
        <source>Language</source>
        <translation>Sprache</translation>
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
        <source>Colours</source>
        <translation>Farben</translation>
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
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Against the desktop&apos;s own size; Ctrl and + or - do the same</source>
        <translation>Im Verhältnis zur Größe des Desktops; Strg und + oder - tun dasselbe</translation>
    </message>
    <message>
        <source>The program never uses the network: models, rows and results stay on this machine, and nothing is counted or reported.</source>
        <translation>Das Programm benutzt nie das Netz: Modelle, Zeilen und Ergebnisse bleiben auf diesem Rechner, und nichts wird gezählt oder gemeldet.</translation>
    </message>
</context>
<context>
    <name>loratrf::TryPage</name>
    <message>
        <source>Try</source>
        <translation>Probieren</translation>
    </message>
    <message>
        <source>Here you compare base and tuned answers, and evaluate.</source>
        <translation type="unfinished"></translation>
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
        <translation>&amp;Demo einrichten</translation>
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
        <source>&amp;Start with an empty form</source>
        <translation>Mit &amp;leerem Formular beginnen</translation>
    </message>
</context>
</TS>

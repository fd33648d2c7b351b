<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::GuideDialog</name>
    <message>
        <source>Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation type="unfinished"></translation>
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
    <message numerus="yes">
        <source>%1 took %n step(s).</source>
        <translation>
            <numerusform>%1 took %n step.</numerusform>
            <numerusform>%1 took %n steps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) looked at.</source>
        <translation>
            <numerusform>%n row looked at.</numerusform>
            <numerusform>%n rows looked at.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.gguf config.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model f&amp;older…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Load options…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save options…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger te&amp;xt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About &amp;LoRATRF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training run is under way. What shall happen to it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the background the run goes on without a window, and the program ends with it. A stopped run keeps a checkpoint and can go on later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep going in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::Pages</name>
    <message>
        <source>Set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose model, data, method and recipe (Ctrl+1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the training run (Ctrl+2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what the adapter lets through (Ctrl+3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare answers and evaluate (Ctrl+4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the result along (Ctrl+5)</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the window, and of how it writes numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast draws black on white with strong frames, for weak eyes and bright rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against the desktop&apos;s own size; Ctrl and + or - do the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program never uses the network: models, rows and results stay on this machine, and nothing is counted or reported.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loratrf::TryPage</name>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach a language model your task on this computer, and see what its adapter learns. Nothing leaves the machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>400 e-mails with orders, and what should be read out of each. A small model learns it in minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up the &amp;demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use my model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder in Hugging Face layout or a GGUF file, and your own examples as JSON lines or a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a &amp;model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run of this program, finished or still going on in a terminal: its folder is all that is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a &amp;run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start with an empty form</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ActivityView</name>
    <message>
        <source>What the sites do appears here once the first step is done.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which figure of the adapter's sites the map shows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the heatmap shows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Point at a cell, or walk with the arrow keys, to read it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ChatCard</name>
    <message>
        <source>Chat</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same prompt and the same seed for every model; each sees the turns it has answered.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Models</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Send</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;ystem prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put before the conversation. As in training unless you change it here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tem&amp;perature</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>0: always the likeliest token; 0.7 to 1: more varied</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Longest answer, in tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An answer ends here if the model has not ended it by itself; 100 to 500 serve most chats</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>See&amp;d</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Starts the random choice, alike for every model; without effect at temperature 0</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unlikely tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where the adapter acts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unlikely tokens: the stronger the colour, the less likely the token was. Where the adapter acts: the further the filters were open, or the larger the adapter's term, mean over its places</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter st&amp;rength, 1 as trained</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the adapter adds is multiplied by this in the answers to come: 0 is the base model, 1 as trained, 2 twice as much. Not for methods that change the weights themselves</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter strength</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write what you would ask the model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ctrl+Enter sends it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ask every chosen model (Ctrl+Enter in the prompt)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>End the answers under way; what is there so far stays</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chat template</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chat template in use</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The two answers come in an order drawn by chance and without names, until you have said which is better. Votes are kept in the run's folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For two models at a time: choose two under Models</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Possible when the training run has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The models are answering…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>First say which answer is better.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write a prompt first.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Also &amp;generate the answers and compare them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Start comparison</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;New comparison</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show report &amp;files</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare methods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train all of them, one after the other</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is finished stays in the folder; the same options go on from there</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to the form</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The folder with the report as Markdown, CSV, JSON and pictures</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A comparison under way goes on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tick what shall take part, at least two</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is equal for all: as many trained parameters as a LoRA of the form's rank (or the method's usual share of them), the same rank, or the same seconds of training steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Same number of parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Same rank</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Same training time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> s a trial</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seconds of training steps each trial gets; a few minutes at least</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often each method is trained; below 2 there is no interval, 3 to 5 are usual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tried with the first seed, the best on the evaluation rows is kept; a method's best rate may be far from another's</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share of the rows that judge and that no training sees; 0.1 to 0.3 are usual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Slower; rows whose answers are labels are always answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A new folder for trials and report; an interrupted comparison's goes on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ti&amp;me</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;eeds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Learning rates</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Test s&amp;hare</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Results of the methods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of the rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rows of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model and training rows on the page Set up first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All train %1 on the rows of %2 with the recipe of the page Set up, tuned on %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, for all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tick at least two methods.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Learning rates are numbers above 0 with commas between; "%1" is none.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way. Start is possible when it has ended.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n training(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Looking at the base model…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training %1 (trial %2 of %3)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped. Start goes on from there: what is finished stays in %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Test loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forgetting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Steps take</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trials</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>every rate failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Means over %1 seeds on %2 test rows; ± is the 95 % interval of the mean (Student's t). Intervals that overlap say that the difference may be chance. Forgetting: by how much the loss on general text rose.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Drop the folder of another run here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder of the other run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The run to compare with: of another task, method or recipe. Nothing in it is changed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is compared</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A figure that both runs report, a probe text that both have, or the task vectors</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At which steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step against equal step, as far as both runs went; or what each came to at its end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At equal steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>At the end of each</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare &amp;with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished">%1: %2 {1,?}</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This is the run that is shown: choose another one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Likeness of task vectors</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading the run …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show a run first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose another run to see where the two differ. The likeness of this run's own task vectors can be seen without one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The two runs report no figure that both have.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The two adapters share no site: they sit at other places of the model, or the models have other layers.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The two runs share no step: one began after the other's end. Compare them at the end of each.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 site(s) of this run and %2 of the other have no partner and are left out.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: difference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This run: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Other run: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This run less the other</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading the task vectors …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Between the layers of this run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Between the layers of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This run (down) and %1 (across)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Base model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tuned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer A</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer B</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, strength %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Writing…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n token(s) in %1</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>%1 · cut at the longest length</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 · stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>equal: %1</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Preferred in %n blind vote(s)  ·  %1</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>The chat template is not the one this adapter was trained with (%1… in training, %2… here), so answers may be worse than they could be. Has the base model's folder changed?</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CostCard</name>
    <message>
        <source>Memory and time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the run will need, before it starts.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Take it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model to see what memory the run needs.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>With model and data chosen, three steps tell how long the run takes.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2 of %3…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take the largest token budget that fits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sets "Tokens at a time". A larger budget is often faster and changes no result; more than the tokens of one step brings nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. Micro-batches of %2 tokens.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The layers run operation by operation, which keeps more: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Largest token budget that fits: %1, with a tenth of the memory left over</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No token budget fits and leaves a tenth of the memory over: a smaller model or adapter would</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Measure three steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ends the measurement</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes three steps on the batch with the most tokens and tells how long the run may take. Nothing is written; Start ends it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How long will it take? Three steps on the longest batch tell.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading model and data…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The options have changed since; measure again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A step on the longest batch (%1 tokens) takes %2.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>About %1 for %n step(s), at most %2; evaluations and checkpoints come on top. %3</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>CurvesPlot</name>
    <message>
        <source>&amp;Logarithmic</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the curves show</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is drawn of each run; the training loss is smoothed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory (MB)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the curves run over</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Epochs compare runs of different batch sizes, seconds those of different speed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>over steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>over epochs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>over seconds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shows small differences between small values</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Curves of the selected runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select runs to lay their curves over each other.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Reading %n run(s)…</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more selected run(s) not drawn: so many curves cannot be told apart.</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Examples of what the model should answer, one a row.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a .jsonl, .json, .csv or .tsv file here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Optional: rows kept for checking</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train on the prompts too</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Control tokens in messages count</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Roles of the fields</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Previous row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every row of the file as text and as tokens, with a search; rows can be mended in a copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Coloured and underlined: the tokens trained on. Grey: only read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No row can be shown.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>leave the row out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cut the prompt's beginning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cut the end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>do not start</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None added</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Longest row, in tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Longer rows meet the rule beside; memory grows with it. 256 to 2,048 are usual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A longer row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What happens to rows over that length; the report below counts them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>System message</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put before rows that have no system message of their own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Off: the model learns only the answers. On: it learns to write the questions as well</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Off: text such as &lt;|im_end|&gt; inside a message stays plain text. On only for data that was written that way on purpose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a data file to see its fields.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model and a data file to see the first rows as tokens.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way; the rows are read when it has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file has no row that can be shown.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Row %1 of the first %2 · line %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 · %2 tokens, %3 trained on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This row cannot be used: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>First rows</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>DataFiles</name>
    <message>
        <source>Add a file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train on the rows of another file as well</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a file of rows here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Further training data file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Weight of this file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often an epoch takes each row of this file: 2 takes all twice, 0.5 another half of them in each epoch; 0.1 to 10 is usual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Do without this file</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>DataReportView</name>
    <message>
        <source>too long (left out)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>too long (prompt cut)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>too long (end cut)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>too long (not allowed)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look and mend…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show repeated rows…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows that are equal to an earlier one; they count more in training than the others</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open these rows, correct them in a copy of the file, or export them with their reasons</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>rows used</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows that become training examples, of all rows in the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 tokens in the rows used</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>trained on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 supervised tokens: the model learns to predict these; the others are only read</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>longest row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens; median %1, 95 % of the rows have at most %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows longer than %1 tokens; %2 tokens are lost that way</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>repeated</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows equal to an earlier one, white space aside</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows have nothing left to train on and are not used.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 evaluation rows are training rows too, so the evaluation is too good.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 evaluation rows ask what a training row asks, with another answer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>line %1 and training line %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For example %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>; </source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 rows are repeated. A repeated row can be trained on and held out for evaluation at once; leave the copies out, or give a file of evaluation rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused rows (%1): why?</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>DataRoles</name>
    <message>
        <source>Find the roles by the names</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forget the roles given here and guess them again by the whole words of the fields' names</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not used by itself</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>System message</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. Give the roles to the fields here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag a role onto the field that has it, or choose it beside the field's name.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag this onto a field below</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Role of the field %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the field is to the model</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>DiskModelShelf</name>
    <message>
        <source>%1 cannot be looked into; check that it is there and may be read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 holds very many files, so the search ended early; choose a folder further down.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>No run yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Set one up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open an earlier run…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>EvaluateCard</name>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Both models on rows they were not trained on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a file with evaluation rows here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Writ&amp;e answers and compare them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Eval&amp;uate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: loss %2, perplexity %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, exact match %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tuned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tuned model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2 %3 of %4</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Possible when the training run has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a file with rows first.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message>
        <source>What is written, and where</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every export is a new folder with a README and the figures of its comparison.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A new or empty folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Read back and compare</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write the files into this folder; it appears whole or not at all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>End the export; nothing of it is kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is written</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>F&amp;older</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where the files are written: a folder that does not exist yet, or an empty one. Never the base model's own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder to export to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How each weight is stored. 16 bits are what most programs expect; fp32 is exact and twice as large; q8_0 halves a GGUF file again at a small loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The message as a user would write it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One promp&amp;t</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This method decides from the prompt which of its updates apply; merged files hold those of one prompt and are wrong for others</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The one prompt that the files are right for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read back and compare</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Opens what was written and compares its logits and greedy answers with the base model and its adapter. Needs the base model; leave it on unless time or memory is short</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Files written</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the folder's path to the clipboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>as trained</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not compared, as you asked.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>✓ Passed. %1</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n file(s) in %1</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>The export was cancelled; nothing of it was kept.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not possible: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Possible when the training run has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ending…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Here you take a run along: its adapter, or a whole model.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ExportPlan</name>
    <message>
        <source>Write the one prompt that the files shall be right for.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looking at the run…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes about %1 on the disk, where %2 are free.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes about %1 on the disk.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 The work needs about %2 of memory.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Adapter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Merged model, Hugging Face folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Merged model, &amp;GGUF file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter, GG&amp;UF file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What was trained and nothing else; the base model is needed beside it. PEFT opens it where it knows the method.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A whole model that transformers, vLLM and others open without knowing of adapters.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A whole model in one file, with its chat template, for llama.cpp and programs built on it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A small file that llama.cpp applies to the base model's GGUF file.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>q8_0 (8 bits, half the size of fp16)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>fp32 (exact, twice the size)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Read back and compared: logits differ by at most %1 of the largest, and %2 of %3 greedily chosen tokens are the same.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>FiltersPage</name>
    <message>
        <source>Here you see what each place of the adapter does, over time and over a text.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Activity over time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Activity over a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Over many rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Two runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>FitBadge</name>
    <message>
        <source>Fits in memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tight in memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Too large for the memory</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>FolderLibrary</name>
    <message>
        <source>The index of runs cannot be kept in %1, so each opening reads all run folders again: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is being trained right now; stop it first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 could not be moved to the trash: its disk has none, or the folder may not be changed. It was left as it is.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>GoBackDialog</name>
    <message>
        <source>Go back to the last good state</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The run goes on from its newest checkpoint before step %1, where the trouble began. Steps and checkpoints after it are given up; the journal keeps the record of them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rate of the schedule from there on; it was %1. With the same rate the run may well take the same way again, so half of it is proposed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on with the &amp;learning rate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>GuideDialog</name>
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
    <name>Heatmap</name>
    <message>
        <source>nothing reported</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, token %2 “%3”: %4</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, step %2: %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, steps %2–%3: %4</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Map: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished">%1: %2 {1.?}</translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 over a text, step %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>HeatmapMenu</name>
    <message>
        <source>Sa&amp;ve map</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save this map as a picture or as numbers, or copy it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Picture as &amp;PNG …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Picture as &amp;SVG …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Values as &amp;CSV …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>CSV tables (*.csv)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy &amp;values</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save map</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>About LoRATRF</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>LoRATRF adds a task-aware filter to LoRA: a learned task vector ξ decides for each token how much of its hidden state h goes through a small learned map whose result is added back. The method section of the paper was not available to us. What this program does is a reconstruction from the abstract, two automatic digests of the paper and one independent re-implementation. They agree on the filter s = clamp(cos(h, ξ), 0, 1). That the map is the product D C of two thin matrices, and where it sits, is our choice: once for each block, on its output, or on each adapted projection. The initial values, the training recipe and the models of the paper are unknown to us as well. "33.71 % fewer parameters" is the paper's claim, and what it is measured against is not stated where we could read it; the figures this program shows are the ones you measure yourself.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>LengthPlot</name>
    <message>
        <source>Lengths of the rows, and where they are cut off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag the line, or press the arrow keys, to set the longest row. Longer rows need more memory and time; 256 to 2,048 tokens are usual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>tokens a row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No row is longer than %1 tokens.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 rows are longer than %3 tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, so the run would not start.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: at least %2 tokens (%3) are cut off.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: they are left out with their %2 tokens (%3).</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>starred</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not starred</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Star</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Starred &amp;only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search names, methods, models, data, tags, notes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs that have all these words somewhere (Ctrl+F)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Runs of one state alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All states</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Only runs that you marked with a star</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which columns the table shows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The project folder, in which runs are kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Choose project folder…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Show in files</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Look for changes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Read all runs again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare &amp;methods…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train several methods on the same rows, seeds and budget, and judge them on unseen rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>O&amp;pen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show it on the page Run (Enter)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on from its newest checkpoint</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add &amp;epochs…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train on with more passes over the same rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dup&amp;licate and edit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A new run that starts from its options</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Verif&amp;y</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare checkpoints and adapter with the checksums they were written with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show in f&amp;iles</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open its folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move it to the trash (Del)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trade-off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>reading run %1 of %2…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose project folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Another run is being trained; wait for its end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It is finished; add epochs to train on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a run to see what became of it, and several to compare them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 are selected, %2 on disk. Curves, Options and Trade-off compare them.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 in %2, %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No runs in this folder yet. What you train appears here; Folder chooses another project folder.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No run matches the search.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add epochs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>"%1" has done %2 of %3 epochs. How many more shall it be trained for?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move "%1" to the trash?</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Move %n run(s) to the trash?</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 with checkpoints, adapter and record. They stay in the trash until you empty it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>evaluation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>best evaluation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>patience ends</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>best %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1   train %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> (smoothed %1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>   eval %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>   lr %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>MainWindow</name>
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished" />
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Undo change of the form</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Redo change of the form</source>
        <translation type="unfinished" />
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
        <translation type="unfinished" />
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
        <source>Save &amp;diagnostics…</source>
        <translation type="unfinished" />
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
    <name>MemoryBar</name>
    <message>
        <source>Memory the run needs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The whole length is the free memory, or what the run needs where that is more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>free: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>MethodCard</name>
    <message>
        <source>%1 trainable parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 trainable parameters · %2 of the model · %3 % of a plain LoRA of rank %4 (%5)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 trainable parameters · %2 of the model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How the adapter is built and how large it is.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>F&amp;it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The kind of adapter that is trained; the list says what each does. LoRA is the one others are measured by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Counted from the model's own shapes, before anything is loaded</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A third fewer parameters than a LoRA of rank</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rank of the LoRA to compare with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rank of the plain LoRA, on the same targets, to compare with. Usual: 8 to 64</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sets the largest ranks that need at most 66.29 % of that LoRA's parameters. Whether the result is as good is for you to measure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model to see how many parameters are trained.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ranks set. Fewer parameters is arithmetic; whether the result is as good is for you to measure.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The base model. It stays as it is; only the adapter learns.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drop a folder or a .gguf file here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way; the model is looked at when it has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Architecture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 × %2 wide</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>On disk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number types</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokenizer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Chat template</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none in the files: ChatML is used</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>yes, from the model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not stated in the files</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ModelFinder</name>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Find a model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look &amp;below these folders</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folders that models lie below, on any disk; remembered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Part of a name or path</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shows the models whose name or path has this in it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Take it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder with models</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>used lately</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looking for models…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a folder to find the models below it: folders in Hugging Face layout and GGUF files. Nothing is downloaded.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Cancelled; %n model(s) found until then.</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) found.</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>NameList</name>
    <message>
        <source>By &amp;layer…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model's projections as a tree: tick single layers, or what a pattern fits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This model has no projection of this name.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>and %n named by their paths</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>OptionForm</name>
    <message>
        <source>%1
From %2 to %3; the standard is %4.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1
The standard is %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>names, separated by commas</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>OptionTable</name>
    <message>
        <source>Show options that are e&amp;qual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Off: only options in which the selected runs differ</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Options of the selected runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Option</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Reading %n run(s)…</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Select runs to see their options side by side.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select several runs to see in which options they differ.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>These runs have the same options.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>They differ in %n option(s).</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>OptionsDialog</name>
    <message>
        <source>This run as text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Command line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>options.json</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything a run needs. Loading it fills the form again; keys that this program does not know are named, not dropped in silence.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Copy options.json</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the text of options.json</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy command &amp;line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the command line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save options.json in a file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>L&amp;oad…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fill the form from such a file</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Pages</name>
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try</source>
        <translation>Probieren</translation>
    </message>
    <message>
        <source>Compare answers and evaluate (Ctrl+5)</source>
        <translation type="unfinished">Antworten vergleichen und auswerten (Strg+4) {5)?}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Take the result along (Ctrl+6)</source>
        <translation type="unfinished">Das Ergebnis mitnehmen (Strg+5) {6)?}</translation>
    </message>
</context>
<context>
    <name>PlotBoard</name>
    <message>
        <source>How many steps the smoothed curves average over: 90 % is about 10, 98 % about 50</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Log axes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show orders of magnitude: small losses late in a run become visible</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Clip outl&amp;iers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fit the axes to what is between the 1st and the 99th percentile, so that a few peaks do not press the rest flat</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pl&amp;ots</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which plots are shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Whole run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show everything and follow the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PresetDialog</name>
    <message>
        <source>Keep as a preset</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the list shows, one to four words</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;What it is for</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One sentence, shown below the name; may be empty</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is a preset of this name; saving replaces it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Method and recipe are kept; model, data and run folder are not.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ProbeView</name>
    <message>
        <source>Your text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text %1: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Look</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Type a text and press Look to see which layers act on which of its tokens. The run's own probe texts appear here at each evaluation.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Probe text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The text that is looked at: one of the run's probe texts, or the one you typed last</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your own text …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your own text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Any text; it is put to the model as a user's message. During training the run itself answers, after the step under way.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show what the adapter does with each token of your text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Layer that colours the text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which layer colours the text: all of them on average at the left end, then one after the other. A click on a row of the map chooses it too.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Coloured b&amp;y</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting for the answer …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Point at a token or a cell, or walk with the arrow keys, to read it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>tokens, as of step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>all layers (mean)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RecipeCard</name>
    <message>
        <source>Recipe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How long and how fast it learns.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A recipe to start from; everything can be changed afterwards. Model and data stay as chosen unless the preset names them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Own preset</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep these options under a name or in a file, or take them from one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Keep as a preset…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Remove the chosen preset</source>
        <translation type="unfinished" />
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>your own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Passes over the training rows; may be a fraction. More for few rows, fewer where the evaluation loss begins to rise. Usual: 1 to 5</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Size of a step. Too high: the loss jumps; too low: nothing happens. Lower it for small data or full fine-tuning. Usual for adapters: 5e-5 to 1e-3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows a step averages over, whatever the memory. Larger: steadier and fewer steps. Usual: 4 to 32</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where to compute. Automatic takes the GPU when there is one; cuda:1 names the second GPU</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep the best weights</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The adapter that is exported is the one with the lowest evaluation loss, not the last one. Switch it off to get the last step's, or where nothing is evaluated</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Learning rate over time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>After the warm-up: stay, fall evenly, or fall slowly at both ends. Cosine suits most runs; constant where you will go on later</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Below 1: share of all steps in which the learning rate rises; 1 and more: number of steps. More where the first steps jump. Usual: 0.03 to 0.1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lowest learning rate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the schedule ends at, as a share of the learning rate. Usual: 0 to 0.1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Largest number of steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stops after this many steps, whatever the epochs. For a quick try: 20 to 100</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>by epochs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Longest time in seconds</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stops once the steps have taken so long; the schedule follows the clock then. For comparisons under equal time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stops after this many evaluations without improvement. Usual: 2 to 5, with several evaluations an epoch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>never stop early</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pulls the adapter's weights towards zero. Try 0.01 to 0.1 where the evaluation loss rises early</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Largest norm of a step's gradient; tames outliers. Usual: 0.5 to 1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adam beta 1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory of the mean gradient. Rarely changed: 0.9</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adam beta 2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory of the squared gradient. 0.95 to 0.999; lower for short runs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adam epsilon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keeps the division from zero. Rarely changed: 1e-8</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bad steps before stopping</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>So many steps in a row without a finite result end the run; the last good state is kept. Usual: 3 to 10</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same seed, data and machine give the same adapter. Change it to see how much luck there is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluate every … steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often the evaluation rows are looked at. Often enough for patience to work, seldom enough not to cost time: 5 to 10 times an epoch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>each epoch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Longest generated answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens of an answer that is generated to be compared. A little more than your longest answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare answers exactly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Also generates the evaluation rows' answers before and after and counts those that are equal. For short answers with one right wording; takes time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoint every … steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A run can go on from its newest checkpoint. For long runs: what you would not like to lose, a quarter of an hour's steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The newest ones, besides the best. Each takes the adapter's size three times. Usual: 1 to 3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Report every … steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often loss and speed are read from the device. 1, or 10 for very short steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Filter activity every … steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often the heatmap gets a new column. 1, or more for runs of many thousand steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Probe texts every … steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How often the layer by token picture is taken. Each costs a forward pass a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>at evaluations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Probe texts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Messages whose layer by token picture is drawn during the run. Two or three short ones that matter to you</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One a line; empty: the first evaluation rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens at a time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many tokens are computed together. Memory and speed only; the result is the same. Less where memory is short. Usual: 512 to 8192</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compute again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the backward pass computes again instead of keeping it (processor only). Automatic: as little as the free memory allows; whole layers need the least memory and most time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>feed-forward parts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>whole layers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number type</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Of base weights and activations. auto takes bf16 where the processor is fast at it; fp32 is exact and takes twice the memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Processor threads</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Threads the computation may use. Fewer leave the machine usable; more than its cores bring nothing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shown in lists. What you will want to know it by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Run folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A new folder for everything the run writes; on any disk with room for its checkpoints</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RecipeFields</name>
    <message>
        <source>constant</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>linear, down to the lowest</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cosine, down to the lowest</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RowBrowser</name>
    <message>
        <source>Rows of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How far the work is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a row above.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No row holds “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which rows the list shows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Show</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number of a row, from 1 to the number of rows; press Return to go there</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text to find</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text to find in all rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Upper and lower case are alike; what is written with escapes is found as well</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Find</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>List the rows that hold this text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>End the search; the rows found so far stay</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Export refused rows…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write the refused rows with their reasons into a JSON lines file, to mend them elsewhere</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save &amp;corrected copy…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write a copy of the file with your changes and train on it; the file itself stays as it is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export refused rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save corrected copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Searching</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The refused rows are in %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Equal to line %1 but for white space</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All rows (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows found (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused rows (the first %1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Refused rows (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Repeated rows (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file itself is never changed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not saved yet: %1 changed, %2 left out.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Writing the copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your changes are not saved. Save a corrected copy, or close once more to drop them.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RowTable</name>
    <message>
        <source>Line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>(changed) %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RowView</name>
    <message>
        <source>Ways to see the row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As it stands in the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a row above.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This row cannot be used: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Line %1: %2 tokens, %3 of them trained on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Line %1 is not used: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Coloured and underlined: trained on. Grey: only read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Token &amp;ids</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write behind each token its number in the model's vocabulary; useful to check a template</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The row as tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The row as it stands in the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change it here to mend it; the file itself stays as it is, a copy takes the changes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Leave this row out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The corrected copy is written without this row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Undo the change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The row stays as it is in the file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This row is left out of the corrected copy.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model to see the rows as its tokens.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message>
        <source>S&amp;tarred</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Marks a run that matters; the list can show starred runs alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>final, orders, …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Words to find the run by, separated by commas. They lie in the run's folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What you tried, what you saw</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kept in the run's folder and found by the search</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>evaluation loss %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 answered exactly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 parameters trained</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>took %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of memory at most</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 on disk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is nothing to verify: the run wrote no checkpoint and no adapter yet.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As they were written: %1.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RunHeader</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save &amp;now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Evaluate now</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Resume &amp;run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show resul&amp;t</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Best eval loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try and evaluate what the run has learnt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 trainable parameters (%2 % of the base)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 examples</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Preparing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 at step %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Held now, of what was foreseen before the run began</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Held now; nothing was foreseen for this run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pausing…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Resuming…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wait after the present micro-batch, or go on; the threads are free meanwhile</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finish the step, write a checkpoint and end; the run can be resumed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write a checkpoint after the present step and go on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Measure the evaluation loss after the present step, show the sample answers and go on; it does not count for the patience</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This run has no evaluation rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change the learning rate or the last step while the run goes on; the journal keeps it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This run belongs to another process; it is only watched here</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RunLog</name>
    <message>
        <source>Note</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoint</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Notes, evaluations, checkpoints, answers and changes of the run, as its journal has them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Log of the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the log shows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which rows of the log are shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Warnings and problems</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>States and changes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search the log</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shows the rows that hold all these words, for example a line number or a layer</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>RunLogTable</name>
    <message>
        <source>Step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RunModel</name>
    <message>
        <source>Evaluation loss %1, perplexity %2%3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> – best so far</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoint %1 (best)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Checkpoint %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Learning rate changed to %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The run now ends at step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finished: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Here you watch loss and filters while a run trains, and look at earlier runs.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The plots appear here once the first step is done.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No checkpoint was written before the trouble began, so there is no state to go back to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dead sites, closed for every token in the last %1 reports: %2. A filter that stays closed gets no gradient and cannot open again by itself.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Runs of the project folder</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SamplesView</name>
    <message>
        <source>(an empty answer)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The evaluation whose answers are shown; at the right end the newest, which is followed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Evaluation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beside the first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beside the one before</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the answers are compared with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the answers stand beside: those before the training, those of the evaluation before, or none</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answers to a few fixed prompts appear here at each evaluation: the probe texts, or the first evaluation rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>before the training</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>(no answer at this step)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ScheduleCurve</name>
    <message>
        <source>then stays there</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>then falls evenly</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>then falls in half a cosine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Learning rate over the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose data to see the learning rate of each step.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 steps: rises over the first %2 to %3, %4</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 steps: begins at %2, %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rises over the first %1 of the run to %2, %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begins at %1, %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step 1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>end of the run</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SettingsDialog</name>
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
        <source>Against the desktop's own size; Ctrl and + or - do the same</source>
        <translation>Im Verhältnis zur Größe des Desktops; Strg und + oder - tun dasselbe</translation>
    </message>
    <message>
        <source>The program never uses the network: models, rows and results stay on this machine, and nothing is counted or reported.</source>
        <translation>Das Programm benutzt nie das Netz: Modelle, Zeilen und Ergebnisse bleiben auf diesem Rechner, und nichts wird gezählt oder gemeldet.</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>Options (*.json);;All files (*)</source>
        <translation type="unfinished" />
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
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is no preset: it holds no JSON object.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Options saved in %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Load options</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save options</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 epochs</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%1 on %2 with %3 · %4, %n row(s) a step, learning rate %5</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>no model yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no data yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model to see what memory the run needs.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way; the memory is worked out when it has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Working out the memory…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way. Start is possible when it has ended.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Before starting: choose a model that can be read.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Before starting: %1 (and %n more)</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Before starting: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way; its time stands on its own page.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>With model and data chosen, three steps tell how long the run takes.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>StartBar</name>
    <message>
        <source>Start</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same run on the command line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the command line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;options.json</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same run as a file: look at it, copy or save it. "loratrf train options.json" takes it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same run on the command line: %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>StatisticsView</name>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Daten (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The run's evaluation rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Look at the rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Token in its row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the map shows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How a site's values are distributed over the tokens, or how they differ between kinds of tokens and between rows with other labels</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The site whose tokens are listed. A click on a row of the map, or Enter on it, chooses it too.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens this site acts on most</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens this site acts on least</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tokens at s&amp;ite</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Acts most on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Acts least on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting for its turn …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 tokens of %2 rows of %3, each at every site.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A training run is under way; the rows can be looked at when it is done.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>See how each site's values are distributed over the tokens of many rows, and on which tokens it acts most and least.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Percentiles</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Distribution</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mean by %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Active share by %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>share of the tokens below</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share of the tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1, mean</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Active share</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 [%2] %3</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SteerDialog</name>
    <message>
        <source>Change the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rate of the schedule, where its warm-up leads; the rates of the coming steps change in proportion. Lower it when the loss jumps. 1e-5 to 1e-2 is usual for adapters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A clock ends this run, so it has no last step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The run's last step. The schedule falls towards the new end from where it is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;End at step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Holds from the next step on and is written to the journal.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Holds from the next step on and is written to the journal. Step %1 had the rate %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Change</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The learning rate must be above 0.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 is done already; choose a later end, or stop the run.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This learning rate is unusually high.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>StepPlot</name>
    <message>
        <source>Save the plot %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cannot write %1: %2. Choose another folder or make room.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save as &amp;SVG…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vector pictures (*.svg)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save the numbers as &amp;CSV…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Copy the picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copied the picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy the &amp;numbers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copied the numbers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Logarithmic axis</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leave &amp;outliers outside</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Whole run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>smoothed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More about the plot %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save this plot as a picture or as numbers, copy it, or change its axis</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1
Wheel: zoom the steps (Ctrl: the values). Drag: zoom into a rectangle. Shift + drag: move. Double click: everything.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1   %2 (smoothed %3)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>step %1   %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>StrengthText</name>
    <message>
        <source>Text coloured by strength</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The more a token's colour stands out, the stronger the adapter acts on it. Point at a token, or walk through the text with the arrow keys, to read its value.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>token %1 “%2”: %3</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nothing reported</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TargetPicker</name>
    <message>
        <source>&amp;Tick</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Untick</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Projections by layer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tick the projections that get an adapter. Fewer need less memory; the last layers alone are often tried, all of them is the usual choice.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pattern of paths</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pattern, such as layers.2[0-9].*q_proj</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Part of a path: * stands for anything, ? for one letter, [0-7] for one of these. "self_attn" means all projections of the attention</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tick what the pattern fits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Untick what the pattern fits</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Projection</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>In × out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 × %2</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>The pattern fits %n projection(s).</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>At least one projection is needed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2 projections get an adapter.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>Step of the run</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The step whose filters are shown. Drag it, or use the arrow keys, Home and End; at the right end it follows a run that goes on.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 (%2 of %3)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Play</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop at this step (space)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show the steps one after the other (space)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TokenDetail</name>
    <message>
        <source>The token under the cursor</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Likeliest tokens at this place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the model itself gave most weight at this place, before temperature; the token taken is bold</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: “%2” had a probability of %3.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: “%2” had a probability of %3; the filters let %4 of the adapter through, mean over its places.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: “%2” had a probability of %3; the adapter's term was %4 of the base output, mean over its places.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Point at a token of an answer, or move through it with the cursor keys, to see how likely it was and what else could have come.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>First rows as tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>token %1 of %2 · id %3 · trained on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>token %1 of %2 · id %3 · only read</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TradeOffPlot</name>
    <message>
        <source>What the runs cost, from left to right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How good they are, from bottom to top</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;against</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Two figures of the runs against each other</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1
%2: %3
%4: %5</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are no runs to compare.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>None of these runs has both figures.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n run(s) without one of these figures left out.</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>No run beats those on the line in both figures.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TryPage</name>
    <message>
        <source>running</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try</source>
        <translation>Probieren</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Here you compare base and tuned answers, and evaluate.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>state</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How the run ended</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Optimiser updates done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>training loss, last step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mean over the supervised tokens of the last step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>evaluation loss, base → best</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>On rows that were not trained on; best at step %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>exact match, base → tuned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share of the evaluated rows answered exactly as expected</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training time, pauses left out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>trainable parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of the model</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>TurnView</name>
    <message>
        <source>Prompt: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy this answer to the clipboard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which answer is better?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer &amp;A</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The left one is better; then both names are shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Answer &amp;B</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The right one is better; then both names are shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>E&amp;qual</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Neither is better; then both names are shown</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>WatchStrip</name>
    <message>
        <source>Go &amp;back to the last good state…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close this message; the log keeps it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Go on from the newest checkpoint before the trouble, with a learning rate that you choose; the checkpoints after it are deleted</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>WelcomePage</name>
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
<context>
    <name>loratrf</name>
    <message>
        <source>%1–%2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File with rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows in the shape of the training data. Left empty, the run's own evaluation rows are taken, or where it has none its training rows.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many rows are looked at, from the first. 64 show the main lines in short time; some hundred make rare tokens count.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put the rows through the model and note what each site does with each of their tokens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop looking; nothing is kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of looking at the rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>o&amp;f</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Click to mark a run that matters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As given when the run was set up, else the folder's</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lost: its process ended without a word; it can be resumed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The adapter method</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The base model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The training rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Eval loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The lowest on the evaluation rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Train loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Of the last step</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share of evaluation rows answered exactly as expected, at the end</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Optimiser steps done, of those planned</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Passes over the training rows done</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many are trained</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training took so long, pauses left out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The most memory in use at once</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Of the run folder on the disk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>When the run began</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your own words to find it by</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What you wrote about it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where it lies</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A process is training it right now. Open shows it live.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>All is done. Add epochs trains on; Open shows its curves and lets you try it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Resume goes on from its newest checkpoint.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open shows its log. Duplicate it to try other options, or resume it from the newest checkpoint.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is lost up to its newest checkpoint: Resume goes on from there.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Exact answers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training loss</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trained parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Size on disk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bro&amp;wse rows…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training data file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluation data file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>found by itself</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>messages (role, content)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>ShareGPT (from, value)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Alpaca (instruction, output)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>prompt and completion</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>plain text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Training rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>JSON lines, a JSON array, or a table with a header line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More training rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Further files to train on, each with how often an epoch takes its rows; all need the same shape and roles</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluation rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows the model never trains on, to see whether it learned or memorised. Empty: a share of the training rows is held out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Share held out without such a file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>0.05 keeps every twentieth training row for evaluation; 0: no evaluation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shape of a row</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How a row is written; usually found by itself</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a model and a data file to see the first rows as tokens.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model folder or GGUF file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder in Hugging Face layout, or a GGUF file</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A folder with config.json, tokenizer.json and *.safetensors, or one .gguf file, on any disk; it is only read. For a first try: below 500 million parameters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Find models…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Models used lately, and those below folders that you choose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing chosen yet. The files are read from your disk; nothing is downloaded.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing asked yet. Write a prompt below; the answers appear here side by side.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bl&amp;ind: hide whose answer is whose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which models answer: two to four of the base model, the tuned one and the run's checkpoints. One that is added later sees only the turns it has answered</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Forget the turns so far and begin anew</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ro&amp;ws</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rows in the shape of the training data</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Longest answer, in to&amp;kens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An answer is cut here; a cut answer rarely matches. As long as the longest expected one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write answers and compare them</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Each model answers every row at temperature 0; an answer matches when it equals the expected one exactly, outer white space aside. Slower than the loss alone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Evaluate the base model and the tuned one</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>End the evaluation; no figures are kept</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Expected and given answers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tuned answer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Base answer</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>loratrf::MemoryParts</name>
    <message>
        <source>Base model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The frozen weights, in the number type they compute in. A smaller model or bf16 needs less</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Adapter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is trained, and what the method holds beside it. A smaller rank needs less</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gradients</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Four bytes for each trained parameter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Two moments, eight bytes for each trained parameter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Last good state</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A copy that a run goes back to when its loss stops being a number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kept for backward</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the forward pass keeps for the backward pass. Grows with the tokens at a time; computing again needs less</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Working space</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the largest moment of a step holds beside all that</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Slack</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Blocks that wait for the next tensor, or are larger than it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This program, its libraries and the tokenizer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with layers computed again in the backward pass</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with layers computed again in the backward pass: a smaller token budget or a smaller model would fit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Needs about %1 of %2 free memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Needs about %1 of %2 free memory: a smaller token budget or a smaller model would fit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with feed-forward parts computed again in the backward pass</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Needs about %1 of %2 free memory, with feed-forward parts computed again in the backward pass: a smaller token budget or a smaller model would fit</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>loratrf::PresetShelf</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished" />
    </message>
</context>
</TS>

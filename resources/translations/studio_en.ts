<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ComparisonPlan</name>
    <message numerus="yes">
        <source>%n training(s)</source>
        <translation>
            <numerusform>%n training</numerusform>
            <numerusform>%n trainings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message numerus="yes">
        <source>%n token(s) in %1</source>
        <translation>
            <numerusform>%n token in %1</numerusform>
            <numerusform>%n tokens in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Preferred in %n blind vote(s)  ·  %1</source>
        <translation>
            <numerusform>Preferred in %n blind vote  ·  %1</numerusform>
            <numerusform>Preferred in %n blind votes  ·  %1</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::CloseQuestion</name>
    <message numerus="yes">
        <source>In the background it goes on without a window, and %n run(s) of the queue after it; then the program ends.</source>
        <translation>
            <numerusform>In the background it goes on without a window, and %n run of the queue after it; then the program ends.</numerusform>
            <numerusform>In the background it goes on without a window, and %n runs of the queue after it; then the program ends.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the background it goes on without a window, and %n run(s) of the queue and the comparison that waits after it; then the program ends.</source>
        <translation>
            <numerusform>In the background it goes on without a window, and %n run of the queue and the comparison that waits after it; then the program ends.</numerusform>
            <numerusform>In the background it goes on without a window, and %n runs of the queue and the comparison that waits after it; then the program ends.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::CostCard</name>
    <message numerus="yes">
        <source>About %1 for %n step(s), at most %2; evaluations and checkpoints come on top. %3</source>
        <translation>
            <numerusform>About %1 for %n step, at most %2; evaluations and checkpoints come on top. %3</numerusform>
            <numerusform>About %1 for %n steps, at most %2; evaluations and checkpoints come on top. %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n checkpoint(s) of %1 at a time, with the one being written; %2 stay when the run has ended</source>
        <translation>
            <numerusform>At most %n checkpoint of %1 at a time, with the one being written; %2 stay when the run has ended</numerusform>
            <numerusform>At most %n checkpoints of %1 at a time, with the one being written; %2 stay when the run has ended</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::CurvesPlot</name>
    <message numerus="yes">
        <source>Reading %n run(s)…</source>
        <translation>
            <numerusform>Reading %n run…</numerusform>
            <numerusform>Reading %n runs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more selected run(s) not drawn: so many curves cannot be told apart.</source>
        <translation>
            <numerusform>%n more selected run not drawn: so many curves cannot be told apart.</numerusform>
            <numerusform>%n more selected runs not drawn: so many curves cannot be told apart.</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::ExportCard</name>
    <message numerus="yes">
        <source>%n file(s) in %1</source>
        <translation>
            <numerusform>%n file in %1</numerusform>
            <numerusform>%n files in %1</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::JobNews</name>
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
    <message numerus="yes">
        <source>%1: %n row(s) can be used.</source>
        <translation>
            <numerusform>%1: %n row can be used.</numerusform>
            <numerusform>%1: %n rows can be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) in both.</source>
        <translation>
            <numerusform>%n row in both.</numerusform>
            <numerusform>%n rows in both.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::LibraryPage</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) saved. TensorBoard shows them with: tensorboard --logdir %1</source>
        <translation>
            <numerusform>%n run saved. TensorBoard shows it with: tensorboard --logdir %1</numerusform>
            <numerusform>%n runs saved. TensorBoard shows them with: tensorboard --logdir %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::ModelFinder</name>
    <message numerus="yes">
        <source>Cancelled; %n model(s) found until then.</source>
        <translation>
            <numerusform>Cancelled; %n model found until then.</numerusform>
            <numerusform>Cancelled; %n models found until then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) found.</source>
        <translation>
            <numerusform>%n model found.</numerusform>
            <numerusform>%n models found.</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::NameList</name>
    <message numerus="yes">
        <source>and %n named by their paths</source>
        <translation>
            <numerusform>and %n named by their paths</numerusform>
            <numerusform>and %n named by their paths</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::OptionTable</name>
    <message numerus="yes">
        <source>Reading %n run(s)…</source>
        <translation>
            <numerusform>Reading %n run…</numerusform>
            <numerusform>Reading %n runs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They differ in %n option(s).</source>
        <translation>
            <numerusform>They differ in %n option.</numerusform>
            <numerusform>They differ in %n options.</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::PresetChoice</name>
    <message numerus="yes">
        <source>suits your %n row(s)</source>
        <translation>
            <numerusform>suits your %n row</numerusform>
            <numerusform>suits your %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::QueuePanel</name>
    <message numerus="yes">
        <source>Queue, paused: %n run(s) waiting</source>
        <translation>
            <numerusform>Queue, paused: %n run waiting</numerusform>
            <numerusform>Queue, paused: %n runs waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Queue: %n run(s) waiting</source>
        <translation>
            <numerusform>Queue: %n run waiting</numerusform>
            <numerusform>Queue: %n runs waiting</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::RowBrowser</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) that were changed the last time are in no copy yet. They are changed here again.</source>
        <translation>
            <numerusform>%n row that was changed the last time is in no copy yet. It is changed here again.</numerusform>
            <numerusform>%n rows that were changed the last time are in no copy yet. They are changed here again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::RunActions</name>
    <message numerus="yes">
        <source>Move %n run(s) to the trash?</source>
        <translation>
            <numerusform>Move %n run to the trash?</numerusform>
            <numerusform>Move %n runs to the trash?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::RunDetails</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::RunLog</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation>
            <numerusform>%1 of %n row</numerusform>
            <numerusform>%1 of %n rows</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::SetupPage</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2, %n row(s) a step, learning rate %3</source>
        <translation>
            <numerusform>%1 · %2, %n row a step, learning rate %3</numerusform>
            <numerusform>%1 · %2, %n rows a step, learning rate %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on %2 with %3 · %4, %n row(s) a step, learning rate %5</source>
        <translation>
            <numerusform>%1 on %2 with %3 · %4, %n row a step, learning rate %5</numerusform>
            <numerusform>%1 on %2 with %3 · %4, %n rows a step, learning rate %5</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Before starting: %1 (and %n more)</source>
        <translation>
            <numerusform>Before starting: %1 (and %n more)</numerusform>
            <numerusform>Before starting: %1 (and %n more)</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::StoredQueue</name>
    <message numerus="yes">
        <source>Stopped after %n step(s). The library can resume it.</source>
        <translation>
            <numerusform>Stopped after %n step. The library can resume it.</numerusform>
            <numerusform>Stopped after %n steps. The library can resume it.</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::TargetPicker</name>
    <message numerus="yes">
        <source>The pattern fits %n projection(s).</source>
        <translation>
            <numerusform>The pattern fits %n projection.</numerusform>
            <numerusform>The pattern fits %n projections.</numerusform>
        </translation>
    </message>
    </context>
<context>
    <name>loratrf::TradeOffPlot</name>
    <message numerus="yes">
        <source>%n run(s) without one of these figures left out.</source>
        <translation>
            <numerusform>%n run without one of these figures left out.</numerusform>
            <numerusform>%n runs without one of these figures left out.</numerusform>
        </translation>
    </message>
        <message numerus="yes">
        <source>%n run(s) of %1 against %2. No other run beats these in both figures: %3.</source>
        <translation>
            <numerusform>%n run of %1 against %2. No other run beats these in both figures: %3.</numerusform>
            <numerusform>%n runs of %1 against %2. No other run beats these in both figures: %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loratrf::CompareView</name>
    <message numerus="yes">
        <source>Left out: %n site(s) of this run without a partner in the other.</source>
        <translation>
            <numerusform>Left out: %n site of this run without a partner in the other.</numerusform>
            <numerusform>Left out: %n sites of this run without a partner in the other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n site(s) of the other run without a partner in this one.</source>
        <translation>
            <numerusform>Left out: %n site of the other run without a partner in this one.</numerusform>
            <numerusform>Left out: %n sites of the other run without a partner in this one.</numerusform>
        </translation>
    </message>
</context>
</TS>

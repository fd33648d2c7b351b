#include "ui/export/export_card.h"

#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QUrl>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int typing_ms = 250;

const char* nameOf(ExportKind kind) {
    switch (kind) {
    case ExportKind::Adapter:
        return "exportAdapter";
    case ExportKind::MergedHf:
        return "exportMergedHf";
    case ExportKind::GgufModel:
        return "exportGgufModel";
    case ExportKind::GgufLora:
        return "exportGgufLora";
    }
    return "";
}

} // namespace

ExportCard::ExportCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("What is written, and where"),
           tr("Every export is a new folder with a README and the figures of its comparison."), parent),
      m_backend(backend),
      m_folder(new DropField("exports", DropField::Accepts::Folder, {}, tr("A new or empty folder"))),
      m_type(new QComboBox), m_promptField(new QWidget), m_prompt(new QPlainTextEdit),
      m_verify(new QCheckBox(tr("&Read back and compare"))), m_button(new QPushButton(tr("E&xport"))),
      m_cancel(new QPushButton(tr("&Cancel"))), m_space(new TextLabel({}, TextLabel::Rank::Muted)),
      m_reason(new TextLabel({}, TextLabel::Rank::Muted)), m_doing(new TextLabel({}, TextLabel::Rank::Muted)),
      m_progress(new QProgressBar), m_strip(new MessageStrip), m_result(nullptr), m_badge(new TextLabel({})),
      m_place(new TextLabel({})), m_note(new TextLabel({}, TextLabel::Rank::Muted)), m_files(new QListWidget) {
    body()->addWidget(makeKinds());
    body()->addWidget(makeForm());
    m_space->setObjectName("exportSpace");
    body()->addWidget(m_space);
    auto* line = new QHBoxLayout;
    m_button->setObjectName("exportButton");
    m_button->setProperty("primary", true);
    m_button->setToolTip(tr("Write the files into this folder; it appears whole or not at all"));
    m_cancel->setObjectName("exportCancel");
    m_cancel->setToolTip(tr("End the export; nothing of it is kept"));
    m_reason->setObjectName("exportReason");
    line->addWidget(m_button);
    line->addWidget(m_cancel);
    line->addWidget(m_reason, 1);
    body()->addLayout(line);
    m_progress->setObjectName("exportProgress");
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the export"));
    body()->addWidget(m_doing);
    body()->addWidget(m_progress);
    m_strip->setObjectName("exportStrip");
    body()->addWidget(m_strip);
    m_result = makeResult();
    body()->addWidget(m_result);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typing_ms);
    connect(&m_typing, &QTimer::timeout, this, [this] { m_backend.foreseeExport(m_plan.request()); });
    connect(m_button, &QPushButton::clicked, this, &ExportCard::ask);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancelled = true;
        m_backend.cancel("export");
        updateState();
    });
    connect(&backend, &StudioBackend::busyChanged, this, [this](bool busy) {
        if (!busy) {
            askForesight(); // the run may have an adapter now
        }
        updateState();
    });
    connect(&backend, &StudioBackend::exportForeseen, this, &ExportCard::foresee);
    connect(&backend, &StudioBackend::exported, this, &ExportCard::take);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job == "export" && m_waiting) {
            showProgress(progress);
        }
    });
    const auto failed = [this](const QString& job, const QString& message, int, bool cancelled) {
        if (job == "export" && m_waiting) {
            fail(engineText(message), cancelled);
        } else if (job == "export foresight") {
            m_plan.setUnforeseeable(engineText(message));
            updateState();
        }
    };
    connect(&backend, &StudioBackend::failed, this, failed);
    m_kinds[ExportKind::Adapter].button->setChecked(true);
    updateState();
}

QWidget* ExportCard::makeKinds() {
    auto* kinds = new QWidget;
    kinds->setAccessibleName(tr("What is written"));
    auto* layout = new QVBoxLayout(kinds);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    for (const ExportKind kind : exportKinds) {
        Row& row = m_kinds[kind];
        row.button = new QRadioButton(ExportPlan::title(kind));
        row.button->setObjectName(nameOf(kind));
        row.sentence = new TextLabel({}, TextLabel::Rank::Muted);
        row.sentence->setObjectName(QString(nameOf(kind)) + "Sentence");
        row.sentence->setContentsMargins(26, 0, 0, 4);
        layout->addWidget(row.button);
        layout->addWidget(row.sentence);
        connect(row.button, &QRadioButton::toggled, this, [this, kind](bool on) {
            if (on) {
                choose(kind);
            }
        });
    }
    return kinds;
}

QWidget* ExportCard::makeForm() {
    m_folder->edit()->setObjectName("exportPath");
    auto* form = new Form(3);
    form->addField("to", tr("F&older"), m_folder,
                   tr("Where the files are written: a folder that does not exist yet, or an empty one. Never the base "
                      "model's own"),
                   2);
    m_folder->edit()->setAccessibleName(tr("Folder to export to"));
    m_type->setObjectName("exportType");
    form->addField("type", tr("&Numbers"), m_type,
                   tr("How each weight is stored. 16 bits are what most programs expect; fp32 is exact and twice as "
                      "large; q8_0 halves a GGUF file again at a small loss"));
    auto* promptLayout = new QVBoxLayout(m_promptField);
    promptLayout->setContentsMargins(0, 0, 0, 0);
    m_prompt->setObjectName("exportPrompt");
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(72);
    m_prompt->setPlaceholderText(tr("The message as a user would write it"));
    promptLayout->addWidget(m_prompt);
    form->addField("prompt", tr("One promp&t"), m_promptField,
                   tr("This method decides from the prompt which of its updates apply; merged files hold those of one "
                      "prompt and are wrong for others"),
                   3);
    m_promptField->setFocusProxy(m_prompt);
    m_prompt->setAccessibleName(tr("The one prompt that the files are right for"));
    m_verify->setObjectName("exportVerify");
    m_verify->setChecked(true);
    form->addField("verify", tr("Read back and compare"), m_verify,
                   tr("Opens what was written and compares its logits and greedy answers with the base model and its "
                      "adapter. Needs the base model; leave it on unless time or memory is short"),
                   3);
    connect(m_folder, &DropField::pathChanged, this, [this] {
        m_plan.folder = m_folder->path();
        askForesight();
        updateState();
    });
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        m_plan.type = m_type->currentData().toString();
        askForesight();
    });
    connect(m_prompt, &QPlainTextEdit::textChanged, this, [this] {
        m_plan.prompt = m_prompt->toPlainText();
        askForesight();
        updateState();
    });
    connect(m_verify, &QCheckBox::toggled, this, [this](bool on) {
        m_plan.verify = on;
        askForesight();
    });
    return form;
}

QWidget* ExportCard::makeResult() {
    auto* result = new QWidget;
    result->setObjectName("exportResult");
    auto* layout = new QVBoxLayout(result);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_badge->setObjectName("exportBadge");
    m_place->setObjectName("exportPlace");
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setObjectName("exportNote");
    m_files->setObjectName("exportedFiles");
    m_files->setAccessibleName(tr("Files written"));
    m_files->setFixedHeight(132);
    auto* copy = new QPushButton(tr("Copy &path"));
    copy->setObjectName("exportCopyPath");
    copy->setToolTip(tr("Copy the folder's path to the clipboard"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_written); });
    auto* files = new QPushButton(tr("&Show in files"));
    files->setObjectName("exportShowFiles");
    files->setToolTip(tr("Open the folder"));
    connect(files, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_written)); });
    layout->addWidget(m_badge);
    auto* line = new QHBoxLayout;
    line->addWidget(m_place, 1);
    line->addWidget(copy, 0, Qt::AlignTop);
    line->addWidget(files, 0, Qt::AlignTop);
    layout->addLayout(line);
    layout->addWidget(m_note);
    layout->addWidget(m_files);
    result->hide();
    return result;
}

void ExportCard::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_plan.run) { // an export under way goes on and ends here
        m_done.reset();
        m_result->hide();
        m_strip->clear();
        m_plan.forget();
    }
    m_plan.run = folder;
    const auto& methods = m_backend.methods();
    const auto method = std::ranges::find(methods, options.method, &MethodInfo::key);
    m_methodNote = method == methods.end() ? QString() : engineText(method->export_note);
    askForesight();
    updateState();
}

void ExportCard::choose(ExportKind kind) {
    m_plan.kind = kind;
    fillTypes();
    askForesight();
    updateState();
}

void ExportCard::fillTypes() {
    const ExportChoice* choice = m_plan.choice();
    const QSignalBlocker quiet(m_type);
    m_type->clear();
    for (const std::string& type : choice == nullptr ? std::vector<std::string>() : choice->types) {
        m_type->addItem(ExportPlan::typeText(qs(type)), qs(type));
    }
    m_type->setEnabled(m_type->count() > 0);
    if (m_type->count() == 0) {
        m_type->addItem(tr("as trained"));
    }
    m_type->setCurrentIndex(std::max(0, m_type->findData(m_plan.type)));
    m_plan.type = m_type->currentData().toString();
}

void ExportCard::askForesight() {
    if (!m_plan.run.isEmpty()) {
        m_typing.start();
    }
}

void ExportCard::foresee(const ExportForesight& foresight) {
    const bool first = m_plan.choice() == nullptr;
    m_plan.setForesight(foresight);
    if (first) {
        fillTypes();
    }
    updateState();
}

void ExportCard::ask() {
    m_waiting = true;
    m_cancelled = false;
    m_left = {};
    m_done.reset();
    m_strip->clear();
    m_result->hide();
    m_doing->setText(tr("Waiting…"));
    m_progress->setRange(0, 0);
    m_backend.exportFiles(m_plan.request());
    updateState();
}

void ExportCard::take(const ExportResult& result) {
    if (!m_waiting) {
        return;
    }
    m_waiting = false;
    m_folder->remember();
    showResult(result);
    askForesight(); // the folder is in use now
    updateState();
}

void ExportCard::setState(const State& state) {
    const QSignalBlocker quietFolder(m_folder), quietPrompt(m_prompt), quietVerify(m_verify);
    m_folder->setPath(state.plan.folder);
    m_prompt->setPlainText(state.plan.prompt);
    m_verify->setChecked(state.plan.verify);
    m_kinds.at(state.plan.kind).button->setChecked(true);
    m_plan = state.plan;
    m_waiting = state.waiting;
    m_cancelled = state.cancelled;
    fillTypes();
    if (state.result) {
        showResult(*state.result);
    }
    updateState();
}

void ExportCard::showResult(const ExportResult& result) {
    m_done = result;
    m_written = qs(result.folder);
    const ThemeColours& colours = themeColours(palette());
    const QString verdict = ExportPlan::verdict(result);
    m_badge->setText(verdict.isEmpty()        ? tr("Not compared, as you asked.")
                     : result.within_rounding ? tr("✓ Right within rounding. %1").arg(verdict)
                     : result.proved()        ? tr("✓ Passed. %1").arg(verdict)
                                              : verdict);
    QPalette tinted = m_badge->palette();
    tinted.setColor(m_badge->foregroundRole(), result.within_rounding ? colours.warning
                                               : result.proved()      ? colours.good
                                                                      : colours.muted);
    m_badge->setPalette(tinted);
    m_place->setText(tr("%n file(s) in %1", nullptr, static_cast<int>(result.files.size())).arg(m_written));
    m_files->clear();
    for (const std::string& file : result.files) {
        m_files->addItem(qs(file));
    }
    m_note->setText(engineText(result.note));
    m_note->setVisible(!result.note.empty());
    m_result->show();
}

void ExportCard::fail(const QString& message, bool cancelled) {
    m_waiting = false;
    m_strip->setFailure(message, cancelled, tr("The export was cancelled; nothing of it was kept."));
    askForesight();
    updateState();
}

void ExportCard::showProgress(const ProgressEvent& progress) {
    m_doing->setText(m_left.appended(
        progress.total > 0
            ? tr("%1: %2 of %3").arg(engineText(progress.what), countText(progress.done), countText(progress.total))
            : engineText(progress.what),
        progress));
    m_progress->setRange(0, progress.total > 0 ? 1000 : 0);
    if (progress.total > 0) {
        m_progress->setValue(static_cast<int>(1000 * std::min(progress.done, progress.total) / progress.total));
    }
}

void ExportCard::updateState() {
    for (const auto& [kind, row] : m_kinds) {
        const QString reason = m_plan.whyNot(kind);
        const QString sentence =
            kind == ExportKind::Adapter && !m_methodNote.isEmpty() ? m_methodNote : ExportPlan::sentence(kind);
        row.button->setEnabled(reason.isEmpty() && !m_waiting);
        row.sentence->setText(reason.isEmpty() ? sentence : tr("Not possible: %1").arg(reason));
        row.button->setToolTip(reason.isEmpty() ? sentence : reason);
        row.button->setAccessibleDescription(row.sentence->text());
    }
    if (!m_plan.whyNot(m_plan.kind).isEmpty() && !m_waiting) {
        m_kinds.at(ExportKind::Adapter).button->setChecked(true); // choose() comes back here
        return;
    }
    m_promptField->parentWidget()->setVisible(m_plan.needsPrompt());
    m_space->setText(m_plan.spaceText());
    m_space->setRank(m_plan.tooLittleSpace() ? TextLabel::Rank::Problem : TextLabel::Rank::Muted);
    m_space->setVisible(!m_space->text().isEmpty());

    const bool busy = m_backend.busy();
    const QString obstacle = busy ? tr("Possible when the training run has ended.") : m_plan.obstacle();
    m_reason->setText(m_waiting ? (m_cancelled ? tr("Ending…") : QString()) : obstacle);
    m_button->setEnabled(obstacle.isEmpty() && !m_waiting && !m_plan.run.isEmpty());
    m_cancel->setVisible(m_waiting);
    m_cancel->setEnabled(!m_cancelled);
    m_doing->setVisible(m_waiting);
    m_progress->setVisible(m_waiting);
}

} // namespace loratrf

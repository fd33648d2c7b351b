#include "ui/setup/data_card.h"

#include "ui/setup/data_report_view.h"
#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/token_view.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace loratrf {

namespace {

constexpr int previewRows = 3;
const char* const filter = "Data (*.jsonl *.json *.csv *.tsv);;All files (*)";

template <typename Enum>
void select(QComboBox* box, Enum value) {
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

template <typename Enum>
Enum selected(const QComboBox* box) {
    return static_cast<Enum>(box->currentData().toInt());
}

} // namespace

DataCard::DataCard(StudioBackend& backend, QWidget* parent)
    : Card("Data", "Examples of what the model should answer, one a row.", parent), m_backend(backend),
      m_data(new DropField("data", DropField::Accepts::File, filter, "Drop a .jsonl, .json, .csv or .tsv file here")),
      m_eval(new DropField("data", DropField::Accepts::File, filter, "Optional: rows kept for checking")),
      m_share(new NumberSpin), m_shape(new QComboBox), m_overLength(new QComboBox), m_maxLength(new QSpinBox),
      m_onPrompt(new QCheckBox("Train on the prompts too")),
      m_special(new QCheckBox("Control tokens in messages count")), m_system(new QPlainTextEdit), m_form(new Form(2)),
      m_advanced(makeAdvanced()), m_fold(new Fold("Advanced", m_advanced)), m_strip(new MessageStrip),
      m_preview(new QWidget), m_tokens(new TokenView), m_rowText(new TextLabel({}, TextLabel::Rank::Muted)),
      m_previous(new QPushButton("‹")), m_next(new QPushButton("›")), m_report(new DataReportView) {
    m_data->edit()->setObjectName("dataPath");
    m_data->edit()->setAccessibleName("Training data file");
    m_eval->edit()->setObjectName("evalPath");
    m_eval->edit()->setAccessibleName("Evaluation data file");
    m_share->setObjectName("evalShare");
    m_share->setRange(0, 0.9);
    m_shape->setObjectName("shape");
    m_shape->addItem("found by itself", static_cast<int>(RowShape::Auto));
    m_shape->addItem("messages (role, content)", static_cast<int>(RowShape::Messages));
    m_shape->addItem("ShareGPT (from, value)", static_cast<int>(RowShape::ShareGpt));
    m_shape->addItem("Alpaca (instruction, output)", static_cast<int>(RowShape::Alpaca));
    m_shape->addItem("prompt and completion", static_cast<int>(RowShape::PromptCompletion));
    m_shape->addItem("plain text", static_cast<int>(RowShape::Text));
    m_shape->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->addField("data", "Training rows", m_data, "JSON lines, a JSON array, or a table with a header line", 2);
    m_form->addField("eval_data", "Evaluation rows", m_eval,
                     "Rows the model never trains on, to see whether it learned or memorised. Empty: a share of the "
                     "training rows is held out",
                     2);
    m_form->addField("eval_share", "Share held out without such a file", m_share,
                     "0.05 keeps every twentieth training row for evaluation; 0: no evaluation");
    m_form->addField("data_options.shape", "Shape of a row", m_shape, "How a row is written; usually found by itself");
    body()->addWidget(m_form);
    body()->addWidget(m_fold);
    body()->addWidget(m_strip);
    m_strip->setObjectName("dataStrip");

    auto* layout = new QVBoxLayout(m_preview);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    auto* line = new QHBoxLayout;
    m_rowText->setObjectName("rowText");
    line->addWidget(m_rowText, 1);
    const auto switcher = [&](QPushButton* button, const char* name, const char* help) {
        button->setObjectName(name);
        button->setFixedWidth(36);
        button->setToolTip(help);
        button->setAccessibleName(help);
        line->addWidget(button);
    };
    switcher(m_previous, "previousRow", "Previous row");
    switcher(m_next, "nextRow", "Next row");
    layout->addLayout(line);
    m_tokens->setObjectName("tokens");
    m_tokens->setFixedHeight(190);
    layout->addWidget(m_tokens);
    layout->addWidget(
        new TextLabel("Coloured and underlined: the tokens trained on. Grey: only read.", TextLabel::Rank::Muted));
    body()->addWidget(m_preview);
    body()->addWidget(m_report);
    showEmpty("Choose a model and a data file to see the first rows as tokens.");

    m_wait.setSingleShot(true);
    m_wait.setInterval(350);
    connect(&m_wait, &QTimer::timeout, this, &DataCard::ask);
    connect(m_data, &DropField::pathChanged, this, &DataCard::touched);
    connect(m_eval, &DropField::pathChanged, this, [this] {
        m_share->setEnabled(m_eval->path().isEmpty());
        Q_EMIT changed();
    });
    connect(m_share, &QDoubleSpinBox::valueChanged, this, &DataCard::changed);
    connect(m_shape, &QComboBox::currentIndexChanged, this, &DataCard::touched);
    connect(m_overLength, &QComboBox::currentIndexChanged, this, &DataCard::touched);
    connect(m_maxLength, &QSpinBox::valueChanged, this, &DataCard::touched);
    connect(m_onPrompt, &QCheckBox::toggled, this, &DataCard::touched);
    connect(m_special, &QCheckBox::toggled, this, &DataCard::touched);
    connect(m_system, &QPlainTextEdit::textChanged, this, &DataCard::touched);
    connect(m_previous, &QPushButton::clicked, this, [this] { showRow(m_row - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { showRow(m_row + 1); });
    connect(&backend, &StudioBackend::previewReady, this,
            [this](const QString& file, const std::vector<PreviewRow>& rows) {
                if (file == m_asked && file == m_data->path()) {
                    m_rows = rows;
                    m_strip->clear();
                    showRow(0);
                }
            });
    connect(&backend, &StudioBackend::dataReported, this, [this](const DataReport& report) {
        if (qs(report.file) == m_asked && m_asked == m_data->path()) {
            TrainOptions options;
            write(options);
            m_report->setReport(report, options.data_options);
            m_data->remember();
        }
    });
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "data" && !m_asked.isEmpty() && m_asked == m_data->path()) {
            m_strip->setMessage(Level::Problem, message);
            m_report->clear();
            if (m_rows.empty()) {
                showEmpty("No row can be shown.");
            }
        }
    });
}

Form* DataCard::makeAdvanced() {
    auto* form = new Form(2);
    m_maxLength->setObjectName("maxLength");
    m_maxLength->setRange(1, std::numeric_limits<int>::max());
    m_maxLength->setGroupSeparatorShown(true);
    m_overLength->setObjectName("overLength");
    m_overLength->addItem("leave the row out", static_cast<int>(OverLength::Drop));
    m_overLength->addItem("cut the prompt's beginning", static_cast<int>(OverLength::TruncatePrompt));
    m_overLength->addItem("cut the end", static_cast<int>(OverLength::TruncateEnd));
    m_overLength->addItem("do not start", static_cast<int>(OverLength::Error));
    m_overLength->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_onPrompt->setObjectName("trainOnPrompt");
    m_special->setObjectName("allowSpecial");
    m_system->setObjectName("systemPrompt");
    m_system->setTabChangesFocus(true);
    m_system->setFixedHeight(64);
    m_system->setPlaceholderText("None added");
    form->addField("data_options.max_length", "Longest row, in tokens", m_maxLength,
                   "Longer rows meet the rule beside; memory grows with it");
    form->addField("data_options.over_length", "A longer row", m_overLength,
                   "What happens to rows over that length; the report below counts them");
    form->addField("data_options.system_prompt", "System message", m_system,
                   "Put before rows that have no system message of their own", 2);
    form->addField("data_options.train_on_prompt", "Train on the prompts too", m_onPrompt,
                   "Off: the model learns only the answers. On: it learns to write the questions as well");
    form->addField("data_options.allow_special_in_content", "Control tokens in messages count", m_special,
                   "Off: text such as <|im_end|> inside a message stays plain text. On only for data that was written "
                   "that way on purpose");
    return form;
}

void DataCard::read(const TrainOptions& options) {
    m_options = options.data_options;
    setPaths(qs(options.data), qs(options.eval_data));
    m_share->setValue(options.eval_share);
    select(m_shape, m_options.shape);
    select(m_overLength, m_options.over_length);
    m_maxLength->setValue(static_cast<int>(std::clamp<int64_t>(m_options.max_length, 1, m_maxLength->maximum())));
    m_onPrompt->setChecked(m_options.train_on_prompt);
    m_special->setChecked(m_options.allow_special_in_content);
    m_system->setPlainText(qs(m_options.system_prompt));
}

void DataCard::write(TrainOptions& options) const {
    options.data = m_data->path().toStdString();
    options.eval_data = m_eval->path().toStdString();
    options.eval_share = m_share->value();
    options.data_options = m_options;
    options.data_options.shape = selected<RowShape>(m_shape);
    options.data_options.over_length = selected<OverLength>(m_overLength);
    options.data_options.max_length = m_maxLength->value();
    options.data_options.train_on_prompt = m_onPrompt->isChecked();
    options.data_options.allow_special_in_content = m_special->isChecked();
    options.data_options.system_prompt = m_system->toPlainText().toStdString();
}

void DataCard::setPaths(const QString& file, const QString& evalFile) {
    m_data->setPath(file);
    m_eval->setPath(evalFile);
}

void DataCard::setModel(const QString& path) {
    if (path != m_model) {
        m_model = path;
        touched();
    }
}

void DataCard::touched() {
    if (m_data->path() != m_asked) {
        m_rows.clear();
        m_strip->clear();
        m_report->clear();
        showEmpty(m_data->path().isEmpty() || m_model.isEmpty()
                      ? "Choose a model and a data file to see the first rows as tokens."
                      : "Reading…");
    }
    m_wait.start();
    Q_EMIT changed();
}

void DataCard::ask() {
    m_asked = m_data->path();
    if (m_asked.isEmpty() || m_model.isEmpty()) {
        return;
    }
    if (m_rows.empty()) {
        showEmpty(m_backend.busy() ? "A training run is under way; the rows are read when it has ended." : "Reading…");
    }
    TrainOptions options;
    write(options);
    m_backend.preview(m_model, m_asked, options.data_options, previewRows);
    m_backend.reportData(m_model, m_asked, options.data_options);
}

void DataCard::showRow(int index) {
    if (m_rows.empty()) {
        showEmpty("The file has no row that can be shown.");
        return;
    }
    m_row = std::clamp(index, 0, static_cast<int>(m_rows.size()) - 1);
    const PreviewRow& row = m_rows[static_cast<std::size_t>(m_row)];
    if (row.error.empty()) {
        m_tokens->setRow(row);
        m_rowText->setText(QString("Row %1 of the first %2 · line %3 · %4, %5 trained on")
                               .arg(m_row + 1)
                               .arg(m_rows.size())
                               .arg(row.line)
                               .arg(plural(static_cast<int64_t>(row.tokens.size()), "token", "tokens"),
                                    countText(m_tokens->supervisedCount())));
    } else {
        m_tokens->clearRow("This row cannot be used: " + qs(row.error));
        m_rowText->setText(QString("Row %1 of the first %2 · line %3").arg(m_row + 1).arg(m_rows.size()).arg(row.line));
    }
    m_previous->setEnabled(m_row > 0);
    m_next->setEnabled(m_row + 1 < static_cast<int>(m_rows.size()));
}

void DataCard::showEmpty(const QString& why) {
    m_tokens->clearRow(why);
    m_rowText->setText("First rows");
    m_previous->setEnabled(false);
    m_next->setEnabled(false);
}

bool DataCard::setProblem(const QString& field, const QString& text, bool warning) {
    if (m_form->setProblem(field, text, warning)) {
        return true;
    }
    const bool mine = m_advanced->setProblem(field, text, warning);
    if (mine && !warning) {
        m_fold->setOpen(true);
    }
    return mine;
}

void DataCard::clearProblems() {
    m_form->clearProblems();
    m_advanced->clearProblems();
}

} // namespace loratrf

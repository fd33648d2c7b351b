#include "ui/setup/data_card.h"

#include "ui/setup/data_files.h"
#include "ui/setup/data_report_view.h"
#include "ui/setup/data_roles.h"
#include "ui/setup/reading_bar.h"
#include "ui/setup/row_browser.h"
#include "ui/setup/row_files.h"
#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
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
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace loratrf {

namespace {

constexpr int previewRows = 3;

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
    : Card(tr("Data"), tr("Examples of what the model should answer, one a row."), parent), m_backend(backend),
      m_rowFiles(backend.rowFiles()),
      m_data(new DropField("data", DropField::Accepts::File, tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"),
                           tr("Drop a .jsonl, .json, .csv or .tsv file here"))),
      m_eval(new DropField("data", DropField::Accepts::File, tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"),
                           tr("Optional: rows kept for checking"))),
      m_share(new NumberSpin), m_shape(new QComboBox), m_overLength(new QComboBox), m_template(new QComboBox),
      m_maxLength(new QSpinBox), m_onPrompt(new QCheckBox(tr("Train on the prompts too"))),
      m_special(new QCheckBox(tr("Control tokens in messages take effect"))), m_system(new QPlainTextEdit),
      m_form(new Form(2)), m_advanced(makeAdvanced()), m_more(new DataFiles), m_roles(new DataRoles),
      m_fold(new Fold(tr("Advanced"), m_advanced)), m_rolesFold(new Fold(tr("Roles of the fields"), m_roles)),
      m_strip(new MessageStrip), m_preview(new QWidget), m_tokens(new TokenView),
      m_rowText(new TextLabel({}, TextLabel::Rank::Muted)), m_previous(new QPushButton("‹")),
      m_next(new QPushButton("›")), m_browse(new QPushButton(tr("Bro&wse rows…"))),
      m_browseEval(
          makeRowsButton("browseEvalRows", tr("Look at the evaluation rows"),
                         tr("Look at the evaluation rows, also at the refused ones and at those that are trained "
                            "on, and mend them in a copy"))),
      m_report(new DataReportView), m_reading(new ReadingBar(tr("The rows were not read to the end."))),
      m_comparing(new ReadingBar(tr("Evaluation and training rows were not compared."))),
      m_evalStrip(new MessageStrip) {
    explainIn("data");
    m_data->edit()->setObjectName("dataPath");
    m_data->edit()->setAccessibleName(tr("Training data file"));
    m_eval->edit()->setObjectName("evalPath");
    m_eval->edit()->setAccessibleName(tr("Evaluation data file"));
    m_browseEval->setEnabled(false);
    m_eval->layout()->addWidget(m_browseEval);
    m_share->setObjectName("evalShare");
    m_share->setRange(0, 0.9);
    m_shape->setObjectName("shape");
    m_shape->addItem(tr("found by itself"), static_cast<int>(RowShape::Auto));
    m_shape->addItem(tr("messages (role, content)"), static_cast<int>(RowShape::Messages));
    m_shape->addItem(tr("ShareGPT (from, value)"), static_cast<int>(RowShape::ShareGpt));
    m_shape->addItem(tr("Alpaca (instruction, output)"), static_cast<int>(RowShape::Alpaca));
    m_shape->addItem(tr("prompt and completion"), static_cast<int>(RowShape::PromptCompletion));
    m_shape->addItem(tr("preference pairs (chosen, rejected)"), static_cast<int>(RowShape::Preference));
    m_shape->addItem(tr("plain text"), static_cast<int>(RowShape::Text));
    m_shape->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->addField("data", tr("Tr&aining rows"), m_data,
                     tr("JSON lines, a JSON array, or a table with a header line"), 2);
    m_form->addField("more_data", tr("More &training rows"), m_more,
                     tr("Further files to train on, each with how often an epoch takes its rows; all need the same "
                        "shape and roles"),
                     2);
    m_form->addField("eval_data", tr("Eval&uation rows"), m_eval,
                     tr("Rows the model never trains on, to see whether it learned or memorised. Empty: a share of the "
                        "training rows is held out"),
                     2);
    m_form->addField("eval_share", tr("Share held out without such a file"), m_share,
                     tr("0.05 keeps every twentieth training row for evaluation; 0: no evaluation"));
    m_form->addField("data_options.shape", tr("Shape of a row"), m_shape,
                     tr("How a row is written; usually found by itself"));
    body()->addWidget(m_form);
    body()->addWidget(m_rolesFold);
    body()->addWidget(m_fold);
    body()->addWidget(m_strip);
    m_strip->setObjectName("dataStrip");
    m_roles->setObjectName("roles");
    makePreview();
    body()->addWidget(m_preview);
    m_reading->setObjectName("reportReading");
    body()->addWidget(m_reading);
    body()->addWidget(m_report);
    m_comparing->setObjectName("leakageReading");
    body()->addWidget(m_comparing);
    m_evalStrip->setObjectName("evalStrip");
    body()->addWidget(m_evalStrip);
    showEmpty(tr("Choose a model and a data file to see the first rows as tokens."));

    m_wait.setSingleShot(true);
    m_wait.setInterval(350);
    connect(&m_wait, &QTimer::timeout, this, &DataCard::ask);
    connect(m_data, &DropField::pathChanged, this, [this] {
        m_roles->forget(); // they were those of another file
        touched();
    });
    connect(m_more, &DataFiles::changed, this, [this] {
        if (trainingFiles() != m_askedFiles) {
            m_wait.start();
        }
        Q_EMIT changed();
    });
    connect(m_reading, &ReadingBar::stopWanted, this, [this] { m_backend.cancel("data"); });
    connect(m_reading, &ReadingBar::readWanted, this, &DataCard::ask);
    connect(m_comparing, &ReadingBar::stopWanted, this, [this] {
        m_leakageAsked = 0;
        m_rowFiles.stopLeakage();
    });
    connect(m_comparing, &ReadingBar::readWanted, this, [this] {
        m_leakageKey.clear();
        askForLeakage();
    });
    connect(m_more, &DataFiles::rowsWanted, this, [this](const QString& file) { browse(file); });
    connect(m_roles, &DataRoles::changed, this, &DataCard::touched);
    connect(m_eval, &DropField::pathChanged, this, [this] {
        m_share->setEnabled(m_eval->path().isEmpty());
        m_browseEval->setEnabled(!m_eval->path().isEmpty());
        m_wait.start();
        Q_EMIT changed();
    });
    connect(m_share, &QDoubleSpinBox::valueChanged, this, [this] {
        m_wait.start();
        Q_EMIT changed();
    });
    connect(m_shape, &QComboBox::currentIndexChanged, this, &DataCard::touched);
    connect(m_overLength, &QComboBox::currentIndexChanged, this, &DataCard::touched);
    connect(m_template, &QComboBox::currentIndexChanged, this, &DataCard::touched);
    connect(m_maxLength, &QSpinBox::valueChanged, this, &DataCard::touched);
    connect(m_onPrompt, &QCheckBox::toggled, this, &DataCard::touched);
    connect(m_special, &QCheckBox::toggled, this, &DataCard::touched);
    connect(m_system, &QPlainTextEdit::textChanged, this, &DataCard::touched);
    connect(m_previous, &QPushButton::clicked, this, [this] { showRow(m_row - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { showRow(m_row + 1); });
    connect(m_browse, &QPushButton::clicked, this, [this] { browse(m_data->path()); });
    connect(m_browseEval, &QToolButton::clicked, this, [this] { browse(m_eval->path()); });
    connect(m_report, &DataReportView::limitChosen, m_maxLength, &QSpinBox::setValue);
    connect(m_report, &DataReportView::refusedWanted, this, [this](const QString& file) {
        if (RowBrowser* browser = browse(file)) {
            browser->look(RowBrowser::Part::Refused);
        }
    });
    connect(m_report, &DataReportView::repeatedWanted, this, [this](const QString& file) {
        if (RowBrowser* browser = browse(file)) {
            browser->look(RowBrowser::Part::Repeated);
        }
    });
    listenToBackend();
}

void DataCard::listenToBackend() {
    connect(&m_backend, &StudioBackend::previewReady, this,
            [this](const QString& file, const std::vector<PreviewRow>& rows) {
                if (file == m_asked && file == m_data->path()) {
                    m_rows = rows;
                    m_strip->clear();
                    showRow(0);
                }
            });
    connect(&m_backend, &StudioBackend::dataReported, this, [this](const DataReport& report) {
        if (m_asked == m_data->path() && askedFiles().contains(qs(report.file))) {
            takeReport(report);
        }
    });
    connect(&m_backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job == "data" && progress.total > 0) {
            m_reading->setDone(static_cast<double>(progress.done) / static_cast<double>(progress.total));
        }
    });
    const auto failed = [this](const QString& job, const QString& message, int, bool cancelled) {
        if (job == "data" && !cancelled && !m_asked.isEmpty() && m_asked == m_data->path()) { // its bar tells a stop
            m_reading->end();
            m_strip->setMessage(Level::Problem, engineText(message));
            m_report->clear();
            m_reports.clear();
            if (m_rows.empty()) {
                showEmpty(tr("No row can be shown."));
            }
        }
    };
    connect(&m_backend, &StudioBackend::failed, this, failed);
    connect(&m_rowFiles, &RowFiles::fieldsSeen, this, [this](int id, const FieldLook& look) {
        if (id == m_fieldsAsked) {
            m_roles->setLook(look);
            if (!look.problem.empty() && !look.fields.empty()) {
                m_rolesFold->setOpen(true);
            }
        }
    });
    connect(&m_rowFiles, &RowFiles::leakageFound, this, [this](int id, const Leakage& leakage) {
        if (id == m_leakageAsked) {
            m_comparing->end();
            m_report->setLeakage(&leakage, trainingFiles());
        }
    });
    connect(&m_rowFiles, &RowFiles::leakageProgressed, this, [this](int id, double done) {
        if (id == m_leakageAsked) {
            m_comparing->setDone(done);
        }
    });
    connect(&m_rowFiles, &RowFiles::failed, this, [this](int id, const QString& message) {
        if (id == m_fieldsAsked) {
            m_roles->clear(engineText(message));
        } else if (id == m_leakageAsked) {
            m_comparing->end();
            m_evalStrip->setMessage(Level::Problem,
                                    tr("Evaluation and training rows cannot be compared: %1").arg(engineText(message)));
        }
    });
}

Form* DataCard::makeAdvanced() {
    auto* form = new Form(2);
    m_maxLength->setObjectName("maxLength");
    m_maxLength->setRange(1, std::numeric_limits<int>::max());
    m_maxLength->setGroupSeparatorShown(true);
    m_overLength->setObjectName("overLength");
    m_overLength->addItem(tr("leave the row out"), static_cast<int>(OverLength::Drop));
    m_overLength->addItem(tr("cut the prompt's beginning"), static_cast<int>(OverLength::TruncatePrompt));
    m_overLength->addItem(tr("cut the end"), static_cast<int>(OverLength::TruncateEnd));
    m_overLength->addItem(tr("split the row"), static_cast<int>(OverLength::Split));
    m_overLength->addItem(tr("do not start"), static_cast<int>(OverLength::Error));
    m_overLength->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_template->setObjectName("templateName");
    m_template->addItem(tr("the model's own"), QString());
    for (const QString& name : m_backend.chatTemplates()) {
        m_template->addItem(name, name);
    }
    m_onPrompt->setObjectName("trainOnPrompt");
    m_special->setObjectName("allowSpecial");
    m_system->setObjectName("systemPrompt");
    m_system->setTabChangesFocus(true);
    m_system->setFixedHeight(64);
    m_system->setPlaceholderText(tr("None added"));
    form->addField("data_options.max_length", tr("Longest row, in tokens"), m_maxLength,
                   tr("Longer rows meet the rule beside; memory grows with it. 256 to 2,048 are usual"));
    form->addField("data_options.over_length", tr("A longer row"), m_overLength,
                   tr("What happens to rows over that length; the report below counts them"));
    form->addField(
        "data_options.template_name", tr("Chat template"), m_template,
        tr("How messages become one text. The model's own, or ChatML where it brings none; another one for a "
           "base model that is to learn it. Whoever uses the model later needs the same"),
        2);
    form->addField("data_options.system_prompt", tr("System message"), m_system,
                   tr("Put before rows that have no system message of their own"), 2);
    form->addField("data_options.train_on_prompt", tr("Train on the prompts too"), m_onPrompt,
                   tr("Off: the model learns only the answers. On: it learns to write the questions as well"));
    form->addField("data_options.allow_special_in_content", tr("Control tokens in messages take effect"), m_special,
                   tr("Off: text such as <|im_end|> inside a message stays plain text. On only for data that was "
                      "written that way on purpose"));
    return form;
}

void DataCard::read(const TrainOptions& options) {
    m_options = options.data_options;
    setPaths(qs(options.data), qs(options.eval_data));
    m_more->setFiles(options.more_data);
    m_roles->read(m_options);
    m_share->setValue(options.eval_share);
    select(m_shape, m_options.shape);
    select(m_overLength, m_options.over_length);
    m_maxLength->setValue(static_cast<int>(std::clamp<int64_t>(m_options.max_length, 1, m_maxLength->maximum())));
    m_onPrompt->setChecked(m_options.train_on_prompt);
    m_special->setChecked(m_options.allow_special_in_content);
    m_system->setPlainText(qs(m_options.system_prompt));
    const QString name = qs(m_options.template_name);
    if (m_template->findData(name) < 0) {
        m_template->addItem(name, name); // validate() says what is wrong with it
    }
    m_template->setCurrentIndex(m_template->findData(name));
    touched();
}

void DataCard::write(TrainOptions& options) const {
    options.data = m_data->path().toStdString();
    options.eval_data = m_eval->path().toStdString();
    options.eval_share = m_share->value();
    options.more_data = m_more->files();
    options.data_options = dataOptions();
}

DataOptions DataCard::dataOptions() const {
    DataOptions options = m_options;
    options.shape = selected<RowShape>(m_shape);
    options.over_length = selected<OverLength>(m_overLength);
    options.max_length = m_maxLength->value();
    options.train_on_prompt = m_onPrompt->isChecked();
    options.allow_special_in_content = m_special->isChecked();
    options.system_prompt = m_system->toPlainText().toStdString();
    options.template_name = m_template->currentData().toString().toStdString();
    m_roles->write(options);
    return options;
}

void DataCard::setPaths(const QString& file, const QString& evalFile) {
    m_data->setPath(file);
    m_eval->setPath(evalFile);
}

void DataCard::takeFiles(const QStringList& files) {
    m_data->setPath(files.value(0));
    if (files.size() > 1) {
        m_more->setFiles({});
        m_more->take(files.mid(1));
    }
}

void DataCard::setModel(const QString& path) {
    if (path != m_model) {
        m_model = path;
        touched();
    }
}

void DataCard::touched() {
    const bool anyFile = !m_data->path().isEmpty();
    if (m_data->path() != m_asked) {
        m_rows.clear();
        m_strip->clear();
        m_report->clear();
        m_reports.clear();
        m_reading->clear();
        m_roles->clear(anyFile ? tr("Reading…") : tr("Choose a data file to see its fields."));
        showEmpty(!anyFile || m_model.isEmpty() ? tr("Choose a model and a data file to see the first rows as tokens.")
                                                : tr("Reading…"));
    }
    m_browse->setEnabled(anyFile);
    m_report->setLimit(m_maxLength->value(), selected<OverLength>(m_overLength));
    m_wait.start();
    Q_EMIT changed();
}

void DataCard::ask() {
    m_asked = m_data->path();
    m_askedFiles = trainingFiles();
    m_askedEval = m_askedFiles.contains(m_eval->path()) ? QString() : m_eval->path();
    std::erase_if(m_reports, [asked = askedFiles()](const auto& report) { return !asked.contains(report.first); });
    if (m_asked.isEmpty()) {
        return;
    }
    askForFields();
    askForLeakage();
    if (m_model.isEmpty()) {
        return;
    }
    if (m_rows.empty()) {
        showEmpty(tr("Reading…"));
    }
    m_backend.preview(m_model, m_asked, dataOptions(), previewRows);
    m_reading->begin();
    m_backend.reportData(m_model, askedFiles(), dataOptions());
}

void DataCard::askForFields() {
    const DataOptions options = dataOptions();
    m_fieldsAsked = nextJobId();
    m_roles->setAsked(options.shape);
    m_rowFiles.lookAtFields(m_fieldsAsked, m_asked, options, previewRows);
}

void DataCard::askForLeakage() {
    if (m_eval->path().isEmpty()) {
        m_leakageKey.clear();
        m_leakageAsked = 0;
        m_comparing->clear();
        m_evalStrip->clear();
        const Leakage none;
        m_report->setLeakage(m_share->value() > 0 ? nullptr : &none, {});
        return;
    }
    const DataOptions options = dataOptions();
    const QString key = QStringList{trainingFiles().join('\n'),
                                    m_eval->path(),
                                    QString::number(static_cast<int>(options.shape)),
                                    qs(options.prompt_field),
                                    qs(options.answer_field),
                                    qs(options.rejected_field),
                                    qs(options.system_field),
                                    QString::number(int(options.no_system_field))}
                            .join('\n');
    if (key == m_leakageKey) {
        return;
    }
    m_leakageKey = key;
    m_leakageAsked = nextJobId();
    m_evalStrip->clear();
    m_comparing->begin();
    m_rowFiles.findLeakage(m_leakageAsked, trainingFiles(), m_eval->path(), options);
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

#include "ui/library/option_table.h"

#include "ui/library/option_words.h"
#include "ui/library/run_library.h"
#include "ui/library/run_reader.h"
#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/reading_table.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

QJsonValue jsonOf(const OptionValue& value) {
    struct {
        QJsonValue operator()(bool on) const { return on; }
        QJsonValue operator()(int64_t number) const { return qint64(number); }
        QJsonValue operator()(double number) const { return number; }
        QJsonValue operator()(const std::string& text) const { return qs(text); }
        QJsonValue operator()(const std::vector<std::string>& texts) const {
            QJsonArray parts;
            for (const std::string& text : texts) {
                parts << qs(text);
            }
            return parts;
        }
    } const json;
    return std::visit(json, value);
}

void flatten(const QJsonObject& object, const QString& before, QStringList& keys, QMap<QString, QString>& values) {
    for (auto at = object.begin(); at != object.end(); ++at) {
        const QString key = before + at.key();
        if (at->isObject()) {
            flatten(at->toObject(), key + QLatin1Char('.'), keys, values);
            continue;
        }
        if (!keys.contains(key)) {
            keys << key;
        }
        values.insert(key, optionText(key, *at));
    }
}

} // namespace

std::vector<OptionRow> optionRows(const StudioBackend& backend, const std::vector<TrainOptions>& runs) {
    QStringList keys;
    QMap<QString, QString> labels; // of the methods' options
    std::vector<QMap<QString, QString>> values;
    for (const TrainOptions& options : runs) {
        QMap<QString, QString> of;
        const auto method = std::ranges::find(backend.methods(), options.method, &MethodInfo::key);
        const bool known = method != backend.methods().end();
        for (const OptionSpec& option : known ? method->options : std::vector<OptionSpec>()) {
            const QString key = QStringLiteral("method_options.") + qs(option.key);
            if (!keys.contains(key)) {
                keys << key;
            }
            of.insert(key, optionText(key, jsonOf(option.value)));
            labels.insert(key, optionLabel(key, &*method));
        }
        flatten(QJsonDocument::fromJson(backend.toJson(options).toUtf8()).object(), {}, keys, of);
        if (known) {
            of.insert(QStringLiteral("method"), engineText(method->label));
        }
        values.push_back(of);
    }
    std::vector<OptionRow> rows;
    for (const QString& key : std::as_const(keys)) {
        if (key == QLatin1String("run") || key == QLatin1String("name") || key == QLatin1String("version")) {
            continue;
        }
        OptionRow row{key, labels.value(key, optionLabel(key, nullptr)), {}, false};
        for (const auto& of : values) {
            row.values << of.value(key, QStringLiteral("–"));
        }
        row.differs = std::any_of(row.values.begin(), row.values.end(),
                                  [&](const QString& value) { return value != row.values.first(); });
        rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const OptionRow& a, const OptionRow& b) {
        return a.differs != b.differs ? a.differs : a.key < b.key;
    });
    return rows;
}

OptionTable::OptionTable(const StudioBackend& backend, const RunReader& reader, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_reader(reader), m_all(new QCheckBox(tr("Show options that are e&qual"))),
      m_note(new TextLabel({}, TextLabel::Rank::Muted)),
      m_table(makeReadingTable(QStringLiteral("optionTable"), tr("Options of the selected runs"))) {
    m_all->setObjectName(QStringLiteral("showEqualOptions"));
    m_all->setToolTip(tr("Off: only options in which the selected runs differ"));
    m_note->setObjectName(QStringLiteral("optionNote"));
    m_note->setWordWrap(true);
    m_table->horizontalHeader()->setMinimumSectionSize(90);
    auto* top = new QHBoxLayout;
    top->addWidget(m_note, 1);
    top->addWidget(m_all);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    connect(m_all, &QCheckBox::toggled, this, &OptionTable::refresh);
}

void OptionTable::setRuns(const std::vector<LibraryRun>& runs) {
    m_folders.clear();
    m_names.clear();
    for (const LibraryRun& run : runs) {
        m_folders << run.folder;
        m_names << run.name;
    }
    refresh();
}

void OptionTable::refresh() {
    std::vector<TrainOptions> options;
    QStringList header = {tr("Option")}, missing;
    int coming = 0;
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        const RunModel* run = m_reader.run(m_folders[i]);
        if (run != nullptr && run->info()) {
            options.push_back(run->info()->options);
            header << m_names[i];
        } else if (const QString problem = m_reader.problem(m_folders[i]); !problem.isEmpty()) {
            missing << problem;
        } else {
            ++coming;
        }
    }
    std::vector<OptionRow> rows = optionRows(m_backend, options);
    const auto differing = std::count_if(rows.begin(), rows.end(), [](const OptionRow& row) { return row.differs; });
    const bool all = m_all->isChecked() || options.size() < 2;
    if (!all) {
        std::erase_if(rows, [](const OptionRow& row) { return !row.differs; });
    }
    m_all->setVisible(options.size() >= 2);
    QString note = coming > 0           ? tr("Reading %n run(s)…", nullptr, coming)
                   : options.empty()    ? tr("Select runs to see their options side by side.")
                   : options.size() < 2 ? tr("Select several runs to see in which options they differ.")
                   : differing == 0     ? tr("These runs have the same options.")
                                        : tr("They differ in %n option(s).", nullptr, int(differing));
    m_note->setText(missing.isEmpty() ? note : missing.join(QLatin1Char('\n')));
    m_table->setColumnCount(int(header.size()));
    m_table->setHorizontalHeaderLabels(header);
    m_table->setRowCount(int(rows.size()));
    for (int row = 0; row < int(rows.size()); ++row) {
        const OptionRow& option = rows[std::size_t(row)];
        const auto put = [&](int column, const QString& text, const QString& help) {
            auto* item = new QTableWidgetItem(text);
            item->setToolTip(help);
            if (option.differs && m_all->isChecked()) {
                QFont bold = m_table->font();
                bold.setBold(true);
                item->setFont(bold);
            }
            m_table->setItem(row, column, item);
        };
        put(0, option.label, tr("%1: %2 in options.json").arg(option.label, option.key));
        for (int i = 0; i < int(option.values.size()); ++i) {
            put(i + 1, option.values[i], option.values[i]);
        }
    }
    for (int column = 0; column < m_table->columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + space::normal, 320));
        m_table->horizontalHeaderItem(column)->setToolTip(header[column]);
    }
}

} // namespace loratrf

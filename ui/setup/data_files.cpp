#include "ui/setup/data_files.h"

#include "backend/data/weighted_file.h"
#include "ui/setup/dropped_files.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

// It may be in the middle of its own event, so it goes a little later; nobody finds it by its name until then.
void retire(QWidget* line, QWidget* path, QWidget* weight) {
    path->setObjectName(QString());
    weight->setObjectName(QString());
    line->hide();
    line->deleteLater();
}

} // namespace

QToolButton* makeRowsButton(const char* objectName, const QString& accessibleName, const QString& help) {
    auto* button = new QToolButton;
    button->setObjectName(objectName);
    button->setText("…");
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(accessibleName);
    button->setToolTip(help);
    return button;
}

DataFiles::DataFiles(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::tight);
    setAcceptDrops(true);
    auto* more = new QPushButton(tr("Add a file"));
    more->setObjectName("addDataFile");
    more->setToolTip(tr("Train on the rows of another file as well"));
    m_layout->addWidget(more, 0, Qt::AlignLeft);
    setFocusProxy(more);
    connect(more, &QPushButton::clicked, this, [this] {
        add({});
        m_lines.back().path->edit()->setFocus();
    });
}

void DataFiles::add(const WeightedFile& file) {
    Line line{new QWidget,
              new DropField("data", DropField::Accepts::File, tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"),
                            tr("Drop a file of rows here")),
              new NumberSpin};
    auto* layout = new QHBoxLayout(line.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    line.path->edit()->setAccessibleName(tr("Further training data file"));
    line.path->setPath(QString::fromStdString(file.file));
    layout->addWidget(line.path, 1);
    line.weight->setAccessibleName(tr("Weight of this file"));
    line.weight->setToolTip(tr("How often an epoch takes each row of this file: 2 takes all twice, 0.5 another half of "
                               "them in each epoch; 0.1 to 10 is usual"));
    line.weight->setRange(0.001, 1000);
    line.weight->setValue(file.weight);
    line.weight->setFixedWidth(90);
    layout->addWidget(line.weight);
    auto* rows = makeRowsButton("lookAtFile", tr("Look at the rows of this file"),
                                tr("Look at the rows of this file, and mend them in a copy"));
    layout->addWidget(rows);
    auto* remove = new QToolButton;
    remove->setObjectName("removeFile");
    remove->setText("×");
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::StrongFocus);
    remove->setAccessibleName(tr("Do without this file"));
    remove->setToolTip(tr("Do without this file"));
    layout->addWidget(remove);
    m_layout->insertWidget(static_cast<int>(m_lines.size()), line.widget);
    m_lines.push_back(line);
    nameLines();
    connect(line.path, &DropField::pathChanged, this, &DataFiles::changed);
    connect(line.weight, &QDoubleSpinBox::valueChanged, this, &DataFiles::changed);
    connect(rows, &QToolButton::clicked, this, [this, path = line.path] {
        if (!path->path().isEmpty()) {
            Q_EMIT rowsWanted(path->path());
        }
    });
    connect(remove, &QToolButton::clicked, this, [this, widget = line.widget] {
        const auto gone = std::ranges::find(m_lines, widget, &Line::widget);
        retire(gone->widget, gone->path->edit(), gone->weight);
        m_lines.erase(gone);
        nameLines();
        Q_EMIT changed();
    });
}

void DataFiles::setFiles(const std::vector<std::string>& texts) {
    if (texts == files()) {
        return;
    }
    for (const Line& line : m_lines) {
        retire(line.widget, line.path->edit(), line.weight);
    }
    m_lines.clear();
    for (const std::string& text : texts) {
        try {
            add(parse_weighted_file(text));
        } catch (const std::exception&) {
            add({text, 1}); // what is wrong with it is said when the run is checked
        }
    }
}

// Numbered from the first line that is there, so that no two have the same name.
void DataFiles::nameLines() {
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].path->edit()->setObjectName(QString("moreData%1").arg(i));
        m_lines[i].weight->setObjectName(QString("weight%1").arg(i));
    }
}

QStringList DataFiles::paths() const {
    QStringList paths;
    for (const Line& line : m_lines) {
        if (!line.path->path().isEmpty()) {
            paths << line.path->path();
        }
    }
    return paths;
}

std::vector<std::string> DataFiles::files() const {
    std::vector<std::string> texts;
    for (const Line& line : m_lines) {
        if (!line.path->path().isEmpty()) {
            texts.push_back(weighted_file_text({line.path->path().toStdString(), line.weight->value()}));
        }
    }
    return texts;
}

void DataFiles::take(const QStringList& paths) {
    for (const QString& path : paths) {
        add({path.toStdString(), 1});
    }
    if (!paths.isEmpty()) {
        Q_EMIT changed();
    }
}

void DataFiles::replace(const QString& path, const QString& by) {
    for (const Line& line : m_lines) {
        if (line.path->path() == path) {
            line.path->setPath(by);
        }
    }
}

// Files of rows and nothing else: what the page around knows what to do with is left to it.
void DataFiles::dragEnterEvent(QDragEnterEvent* event) {
    if (sortDropped(event->mimeData()->urls()).isData()) {
        event->acceptProposedAction();
    }
}

void DataFiles::dropEvent(QDropEvent* event) {
    take(sortDropped(event->mimeData()->urls()).data);
    event->acceptProposedAction();
}

} // namespace loratrf

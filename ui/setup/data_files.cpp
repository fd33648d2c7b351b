#include "ui/setup/data_files.h"

#include "backend/data/weighted_file.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace loratrf {

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
    line.path->edit()->setObjectName(QString("moreData%1").arg(m_lines.size()));
    line.path->edit()->setAccessibleName(tr("Further training data file"));
    line.path->setPath(QString::fromStdString(file.file));
    layout->addWidget(line.path, 1);
    line.weight->setObjectName(QString("weight%1").arg(m_lines.size()));
    line.weight->setAccessibleName(tr("Weight of this file"));
    line.weight->setToolTip(tr("How often an epoch takes each row of this file: 2 takes all twice, 0.5 another half of "
                               "them in each epoch; 0.1 to 10 is usual"));
    line.weight->setRange(0.001, 1000);
    line.weight->setValue(file.weight);
    line.weight->setFixedWidth(90);
    ignoreWheelUnlessFocused(line.weight);
    layout->addWidget(line.weight);
    auto* remove = new QToolButton;
    remove->setText("×");
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::StrongFocus);
    remove->setAccessibleName(tr("Do without this file"));
    remove->setToolTip(tr("Do without this file"));
    layout->addWidget(remove);
    m_layout->insertWidget(static_cast<int>(m_lines.size()), line.widget);
    m_lines.push_back(line);
    connect(line.path, &DropField::pathChanged, this, &DataFiles::changed);
    connect(line.weight, &QDoubleSpinBox::valueChanged, this, &DataFiles::changed);
    connect(remove, &QToolButton::clicked, this, [this, widget = line.widget] {
        std::erase_if(m_lines, [widget](const Line& one) { return one.widget == widget; });
        widget->hide();
        widget->deleteLater();
        Q_EMIT changed();
    });
}

void DataFiles::setFiles(const std::vector<std::string>& texts) {
    if (texts == files()) {
        return;
    }
    for (const Line& line : m_lines) {
        line.widget->hide();
        line.widget->deleteLater();
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

std::vector<std::string> DataFiles::files() const {
    std::vector<std::string> texts;
    for (const Line& line : m_lines) {
        if (!line.path->path().isEmpty()) {
            texts.push_back(weighted_file_text({line.path->path().toStdString(), line.weight->value()}));
        }
    }
    return texts;
}

void DataFiles::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void DataFiles::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            add({url.toLocalFile().toStdString(), 1});
        }
    }
    event->acceptProposedAction();
    Q_EMIT changed();
}

} // namespace loratrf

#include "ui/setup/model_finder.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QTreeWidget>

namespace loratrf {

namespace {

const char* const foldersKey = "setup/model_folders";
constexpr int pathRole = Qt::UserRole + 1;
constexpr int longestFolder = 60; // letters

} // namespace

ModelFinder::ModelFinder(ModelShelf& shelf, const QStringList& recent, QWidget* parent)
    : QDialog(parent), m_shelf(shelf), m_folders(new QListWidget), m_models(new QTreeWidget), m_filter(new QLineEdit),
      m_remove(new QPushButton(tr("&Remove"))), m_search(new QPushButton), m_take(nullptr),
      m_state(new TextLabel({}, TextLabel::Rank::Muted)) {
    setObjectName("modelFinder");
    setWindowTitle(tr("Find a model"));
    resize(760, 620);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    auto* title = new QLabel(tr("Look &below these folders"));
    title->setBuddy(m_folders);
    layout->addWidget(title);
    auto* above = new QHBoxLayout;
    m_folders->setObjectName("modelFolders");
    m_folders->setAccessibleName(tr("Folders with models"));
    m_folders->setToolTip(tr("Folders that models lie below, on any disk; remembered"));
    m_folders->setFixedHeight(96);
    m_folders->setTextElideMode(Qt::ElideMiddle);
    m_folders->addItems(QSettings().value(foldersKey).toStringList());
    above->addWidget(m_folders, 1);
    auto* buttons = new QVBoxLayout;
    auto* addButton = new QPushButton(tr("&Add a folder…"));
    addButton->setObjectName("addModelFolder");
    m_remove->setObjectName("removeModelFolder");
    m_search->setObjectName("searchModels");
    for (QPushButton* button : {addButton, m_remove, m_search}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    above->addLayout(buttons);
    layout->addLayout(above);
    m_filter->setObjectName("modelFilter");
    m_filter->setAccessibleName(tr("Part of a name or path"));
    m_filter->setPlaceholderText(tr("Part of a name or path"));
    m_filter->setToolTip(tr("Shows the models whose name or path has this in it"));
    m_filter->setClearButtonEnabled(true);
    layout->addWidget(m_filter);
    m_models->setObjectName("foundModels");
    m_models->setAccessibleName(tr("Models"));
    m_models->setHeaderLabels({tr("Model"), tr("Weights"), tr("Where")});
    m_models->setRootIsDecorated(false);
    m_models->setUniformRowHeights(true);
    m_models->setTextElideMode(Qt::ElideMiddle);
    m_models->header()->resizeSection(0, 260);
    m_models->header()->resizeSection(1, 90);
    layout->addWidget(m_models, 1);
    m_state->setObjectName("finderState");
    layout->addWidget(m_state);
    auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_take = box->button(QDialogButtonBox::Ok);
    m_take->setText(tr("&Take it"));
    layout->addWidget(box);
    connect(addButton, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder with models"), QDir::homePath());
        if (!folder.isEmpty() && m_folders->findItems(folder, Qt::MatchExactly).isEmpty()) {
            m_folders->addItem(folder);
            changeFolders();
        }
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        delete m_folders->currentItem();
        changeFolders();
    });
    connect(m_search, &QPushButton::clicked, this, [this] {
        if (m_searching) {
            m_shelf.cancel();
        } else {
            search();
        }
    });
    connect(m_folders, &QListWidget::currentRowChanged, this, &ModelFinder::refresh);
    connect(m_models, &QTreeWidget::currentItemChanged, this, &ModelFinder::refresh);
    connect(m_models, &QTreeWidget::itemActivated, this, &QDialog::accept);
    connect(m_filter, &QLineEdit::textChanged, this, &ModelFinder::filter);
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::finished, &shelf, &ModelShelf::cancel);
    connect(&shelf, &ModelShelf::looking, this, [this](const QString& folder, qint64 seen) {
        if (m_searching) {
            m_state->setText(tr("Looking for models in %1: %2 files and folders so far")
                                 .arg(shortened(folder, longestFolder), countText(seen)));
        }
    });
    connect(&shelf, &ModelShelf::found, this, &ModelFinder::add);
    connect(&shelf, &ModelShelf::ended, this, &ModelFinder::end);
    addRecent(recent);
    search();
}

void ModelFinder::addRecent(const QStringList& recent) {
    for (const QString& path : recent) {
        auto* item = new QTreeWidgetItem(m_models, {QFileInfo(path).fileName(), tr("used lately"), path});
        item->setData(0, pathRole, path);
        for (const int column : {0, 2}) {
            item->setToolTip(column, path);
        }
    }
}

void ModelFinder::add(const FoundModel& model) {
    ++m_found;
    for (int i = 0; i < m_models->topLevelItemCount(); ++i) { // one used lately: now its size is known
        QTreeWidgetItem* item = m_models->topLevelItem(i);
        if (item->data(0, pathRole).toString() == model.path) {
            item->setText(1, sizeText(model.bytes));
            return;
        }
    }
    auto* item = new QTreeWidgetItem(m_models, {model.name, sizeText(model.bytes), model.path});
    item->setData(0, pathRole, model.path);
    for (const int column : {0, 2}) {
        item->setToolTip(column, model.path);
    }
    filter();
}

void ModelFinder::filter() {
    const QString part = m_filter->text().trimmed();
    for (int i = 0; i < m_models->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_models->topLevelItem(i);
        item->setHidden(!item->data(0, pathRole).toString().contains(part, Qt::CaseInsensitive));
    }
    refresh();
}

void ModelFinder::changeFolders() {
    QStringList folders;
    for (int i = 0; i < m_folders->count(); ++i) {
        folders << m_folders->item(i)->text();
        m_folders->item(i)->setToolTip(m_folders->item(i)->text());
    }
    QSettings().setValue(foldersKey, folders);
    search();
}

void ModelFinder::search() {
    const QStringList folders = QSettings().value(foldersKey).toStringList();
    m_found = 0;
    m_searching = !folders.isEmpty();
    m_state->setRank(TextLabel::Rank::Muted);
    m_state->setText(m_searching
                         ? tr("Looking for models…")
                         : tr("Add a folder to find the models below it: folders in Hugging Face layout and GGUF "
                              "files. Nothing is downloaded."));
    if (m_searching) {
        m_shelf.search(folders);
    }
    refresh();
}

void ModelFinder::end(bool cancelled, const QStringList& problems) {
    if (!m_searching) {
        return;
    }
    m_searching = false;
    QStringList lines{cancelled ? tr("Cancelled; %n model(s) found until then.", nullptr, m_found)
                                : tr("%n model(s) found.", nullptr, m_found)};
    lines << problems;
    m_state->setRank(problems.isEmpty() ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    m_state->setText(lines.join('\n'));
    refresh();
}

void ModelFinder::refresh() {
    m_remove->setEnabled(m_folders->currentItem() != nullptr);
    m_search->setEnabled(m_folders->count() > 0);
    m_search->setText(m_searching ? tr("&Stop") : tr("&Search again"));
    const QTreeWidgetItem* item = m_models->currentItem();
    m_take->setEnabled(item != nullptr && !item->isHidden());
}

QString ModelFinder::chosen() const {
    const QTreeWidgetItem* item = m_models->currentItem();
    return item == nullptr || item->isHidden() ? QString() : item->data(0, pathRole).toString();
}

} // namespace loratrf

#include "ui/widgets/drop_field.h"

#include "ui/widgets/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QSettings>

namespace loratrf {

namespace {

constexpr int recentCount = 8;

QString droppedPath(const QMimeData* data) {
    return data->hasUrls() && data->urls().size() == 1 ? data->urls().first().toLocalFile() : QString();
}

} // namespace

DropField::DropField(const QString& kind, Accepts accepts, const QString& filter, const QString& placeholder,
                     QWidget* parent)
    : QWidget(parent), m_kind(kind), m_accepts(accepts), m_filter(filter), m_edit(new QLineEdit),
      m_browse(new QPushButton(tr("Browse…"))) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setClearButtonEnabled(true);
    m_edit->setAcceptDrops(false); // it would take a file as text "file:///..."
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_browse);
    setAcceptDrops(true);
    setFocusProxy(m_edit);

    auto* menu = new QMenu(m_browse);
    m_browse->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &DropField::fillMenu);
    connect(m_edit, &QLineEdit::textChanged, this, &DropField::pathChanged);
}

QString DropField::path() const {
    const QString text = m_edit->text().trimmed();
    return text.startsWith("~/") ? QDir::homePath() + text.mid(1) : text;
}

void DropField::setPath(const QString& path) {
    m_edit->setText(path);
}

QStringList DropField::recent(const QString& kind) {
    return QSettings().value("recent/" + kind).toStringList();
}

void DropField::remember() {
    QStringList list = recent(m_kind);
    list.removeAll(path());
    list.prepend(path());
    QSettings().setValue("recent/" + m_kind, QStringList(list.mid(0, recentCount)));
}

void DropField::fillMenu() {
    QMenu* menu = m_browse->menu();
    menu->clear();
    if (m_accepts != Accepts::Folder) {
        connect(menu->addAction(tr("Choose a file…")), &QAction::triggered, this, &DropField::browseFile);
    }
    if (m_accepts != Accepts::File) {
        connect(menu->addAction(tr("Choose a folder…")), &QAction::triggered, this, &DropField::browseFolder);
    }
    const QStringList list = recent(m_kind);
    if (!list.isEmpty()) {
        menu->addSeparator();
    }
    for (const QString& path : list) {
        QAction* action = menu->addAction(fontMetrics().elidedText(path, Qt::ElideMiddle, 420));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { setPath(path); });
    }
}

void DropField::browseFile() {
    const QString chosen =
        QFileDialog::getOpenFileName(window(), tr("Choose a file"), QFileInfo(path()).path(), m_filter);
    if (!chosen.isEmpty()) {
        setPath(chosen);
    }
}

void DropField::browseFolder() {
    const QString chosen = QFileDialog::getExistingDirectory(window(), tr("Choose a folder"), path());
    if (!chosen.isEmpty()) {
        setPath(chosen);
    }
}

void DropField::dragEnterEvent(QDragEnterEvent* event) {
    const QString path = droppedPath(event->mimeData());
    if (path.isEmpty()) {
        return;
    }
    const bool folder = QFileInfo(path).isDir();
    if (folder ? m_accepts != Accepts::File : m_accepts != Accepts::Folder) {
        event->acceptProposedAction();
    }
}

void DropField::dropEvent(QDropEvent* event) {
    setPath(droppedPath(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace loratrf

#include "ui/shell/guide_dialog.h"

#include "ui/widgets/theme.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QImage>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QTextBrowser>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int pictureWidth = 640;

QString guideFolder() {
    const QString own = QStringLiteral(":/guide/") + QLocale().name().left(2);
    return QDir(own).exists() ? own : QStringLiteral(":/guide/en");
}

// Pictures as wide as the text, however large they are.
class GuideText : public QTextBrowser {
public:
    QVariant loadResource(int type, const QUrl& name) override {
        const QVariant found = QTextBrowser::loadResource(type, name);
        QImage picture;
        if (type != QTextDocument::ImageResource || !picture.loadFromData(found.toByteArray())) {
            return found;
        }
        const double ratio = devicePixelRatioF();
        picture = picture.scaledToWidth(std::min(picture.width(), int(pictureWidth * ratio)), Qt::SmoothTransformation);
        picture.setDevicePixelRatio(ratio);
        return picture;
    }
};

// "# Memory" in the first line.
QString titleOf(const QString& file) {
    QFile page(file);
    return page.open(QIODevice::ReadOnly) ? QString::fromUtf8(page.readLine()).remove(0, 2).trimmed() : file;
}

} // namespace

GuideDialog::GuideDialog(QWidget* parent)
    : QDialog(parent), m_folder(guideFolder()), m_pages(new QListWidget), m_text(new GuideText) {
    setWindowTitle(tr("Guide"));
    resize(960, 680);
    m_pages->setObjectName(QStringLiteral("guidePages"));
    m_pages->setSpacing(2);
    m_pages->setAccessibleName(tr("Pages of the guide"));
    m_text->setObjectName(QStringLiteral("guideText"));
    m_text->setAccessibleName(tr("Text of the page"));
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(space::wide);
    for (const QString& file : QDir(m_folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        auto* item = new QListWidgetItem(titleOf(m_folder + '/' + file), m_pages);
        item->setData(Qt::UserRole, file); // "03-memory.md"
    }
    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("guideSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_pages);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({220, 740});
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(splitter);

    connect(m_pages, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        QFile page(item != nullptr ? m_folder + '/' + item->data(Qt::UserRole).toString() : QString());
        if (!page.open(QIODevice::ReadOnly)) {
            return;
        }
        m_text->document()->setBaseUrl(QUrl(QStringLiteral("qrc") + m_folder + '/'));
        m_text->setSearchPaths({m_folder});
        m_text->setMarkdown(QString::fromUtf8(page.readAll()));
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.isRelative()) {
            open(link.fileName().section('.', 0, 0).section('-', 1));
        } else {
            QDesktopServices::openUrl(link);
        }
    });
    m_pages->setCurrentRow(0);
}

void GuideDialog::open(const QString& page) {
    for (int row = 0; row < m_pages->count(); ++row) {
        if (m_pages->item(row)->data(Qt::UserRole).toString().section('-', 1) == page + QStringLiteral(".md")) {
            m_pages->setCurrentRow(row);
        }
    }
    show();
    raise();
}

} // namespace loratrf

#include "ui/plots/save_menu.h"

#include "backend/io/error.h"
#include "ui/plots/picture_file.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <qcustomplot.h>

#include <cmath>
#include <utility>

namespace loratrf {

QString textCell(QString text, QChar separator) {
    if (separator != QLatin1Char(',')) {
        return text.simplified(); // a tab or line break would begin a new cell
    }
    static const QRegularExpression special(QStringLiteral("[\",\r\n]"));
    return text.contains(special)
               ? QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"')
               : text;
}

QString numberCell(double value, int digits) {
    return std::isfinite(value) ? QString::number(value, 'g', digits) : QString();
}

SaveMenu::SaveMenu(const QString& title, QWidget& shown, Source source, QWidget* parent)
    : QPushButton(title, parent), m_source(std::move(source)) {
    auto* menu = new QMenu(this);
    menu->addAction(tr("Picture as &PNG …"), this,
                    [this] { askSave(QStringLiteral("png"), tr("PNG pictures (*.png)")); });
    menu->addAction(tr("Picture as &SVG …"), this,
                    [this] { askSave(QStringLiteral("svg"), tr("SVG pictures (*.svg)")); });
    menu->addAction(tr("Values as &CSV …"), this, [this] { askSave(QStringLiteral("csv"), tr("CSV tables (*.csv)")); });
    menu->addSeparator();
    menu->addAction(tr("Copy p&icture"), this, &SaveMenu::copyPicture);
    menu->addAction(tr("Copy &values"), this, &SaveMenu::copyValues);
    setMenu(menu);
    shown.addActions(menu->actions());
    shown.setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (QAction* action : menu->actions()) {
            action->setEnabled(!m_source.isEmpty());
        }
    });
    connect(menu, &QMenu::aboutToHide, this, [menu] { // they are those of the shown widget's menu too
        for (QAction* action : menu->actions()) {
            action->setEnabled(true);
        }
    });
}

void SaveMenu::askSave(const QString& suffix, const QString& filter) {
    if (m_source.isEmpty()) {
        return;
    }
    static const QRegularExpression notInNames(QStringLiteral("[^\\w\\-]+"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    const QString name = m_source.name().replace(notInNames, QStringLiteral("_")).left(80) + QLatin1Char('.') + suffix;
    const QDir home(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString path = QFileDialog::getSaveFileName(this, text().remove(QLatin1Char('&')), home.filePath(name), filter);
    if (path.isEmpty()) {
        return;
    }
    if (!path.endsWith(QLatin1Char('.') + suffix, Qt::CaseInsensitive)) {
        path += QLatin1Char('.') + suffix;
    }
    try {
        saveTo(path);
        Q_EMIT said(tr("Saved: %1").arg(path));
    } catch (const Error& error) {
        Q_EMIT said(QString::fromUtf8(error.what()));
    }
}

void SaveMenu::saveTo(const QString& path) const {
    if (!path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        m_source.print([&path](QCustomPlot& plot) { writePicture(plot, path); });
        return;
    }
    const QByteArray bytes = m_source.values(QLatin1Char(',')).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        throw Error(ErrorCode::Io, tr("The values cannot be written to %1: %2. Choose another folder, or make room.")
                                       .arg(path, file.errorString())
                                       .toStdString());
    }
}

void SaveMenu::copyPicture() const {
    if (m_source.isEmpty()) {
        return;
    }
    m_source.print([](QCustomPlot& plot) {
        QGuiApplication::clipboard()->setPixmap(plot.toPixmap(plot.width(), plot.height(), 2.0));
    });
}

void SaveMenu::copyValues() const {
    if (m_source.isEmpty()) {
        return;
    }
    QGuiApplication::clipboard()->setText(m_source.values(QLatin1Char('\t')));
}

} // namespace loratrf

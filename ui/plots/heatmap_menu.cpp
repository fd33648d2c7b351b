#include "ui/plots/heatmap_menu.h"

#include "backend/io/error.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/picture_file.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <qcustomplot.h>

#include <cmath>
#include <memory>

namespace loratrf {

namespace {

std::unique_ptr<Heatmap> printable(const Heatmap& source, const QString& title) {
    auto heatmap = std::make_unique<Heatmap>();
    heatmap->setLabels(source.columnsLabel(), source.valuesLabel());
    heatmap->setScale(source.scale());
    heatmap->setUpperLimit(source.upperLimit());
    heatmap->setFixedUpper(source.fixedUpper());
    heatmap->setMatrix(source.matrix());
    prepareForPrint(*heatmap, title);
    return heatmap;
}

QString plainNumber(float value) {
    return std::isfinite(value) ? QString::number(value, 'g', 9) : QString();
}

QString columnName(const Matrix& matrix, int column) {
    return matrix.columnNames.isEmpty() ? QString::number(matrix.firstKey + column * matrix.keyStep, 'f', 0)
                                        : matrix.columnNames[column];
}

QString table(const Matrix& matrix, QChar separator, const std::function<QString(const QString&)>& cell) {
    QString text;
    for (int column = 0; column < matrix.columns; ++column) {
        text += separator + cell(columnName(matrix, column));
    }
    text += QLatin1Char('\n');
    for (int row = 0; row < matrix.rows; ++row) {
        text += cell(matrix.rowNames.value(row));
        for (int column = 0; column < matrix.columns; ++column) {
            text += separator + plainNumber(matrix.at(row, column));
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace

QString matrixCsv(const Matrix& matrix) {
    return table(matrix, QLatin1Char(','), [](QString text) {
        static const QRegularExpression special(QStringLiteral("[\",\r\n]"));
        return text.contains(special)
                   ? QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"')
                   : text;
    });
}

HeatmapMenu::HeatmapMenu(Heatmap& heatmap, std::function<QString()> name, QWidget* parent)
    : QPushButton(tr("S&ave map"), parent), m_heatmap(heatmap), m_name(std::move(name)) {
    setObjectName(QStringLiteral("saveMap"));
    setToolTip(tr("Save this map as a picture or as numbers, or copy it"));
    auto* menu = new QMenu(this);
    menu->addAction(tr("Picture as &PNG …"), this,
                    [this] { askSave(QStringLiteral("png"), tr("PNG pictures (*.png)")); });
    menu->addAction(tr("Picture as &SVG …"), this,
                    [this] { askSave(QStringLiteral("svg"), tr("SVG pictures (*.svg)")); });
    menu->addAction(tr("Values as &CSV …"), this, [this] { askSave(QStringLiteral("csv"), tr("CSV tables (*.csv)")); });
    menu->addSeparator();
    menu->addAction(tr("Copy p&icture"), this, &HeatmapMenu::copyPicture);
    menu->addAction(tr("Copy &values"), this, &HeatmapMenu::copyValues);
    setMenu(menu);
    heatmap.addActions(menu->actions());
    heatmap.setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (QAction* action : menu->actions()) {
            action->setEnabled(!m_heatmap.matrix().isEmpty());
        }
    });
}

void HeatmapMenu::askSave(const QString& suffix, const QString& filter) {
    if (m_heatmap.matrix().isEmpty()) {
        return;
    }
    static const QRegularExpression notInNames(QStringLiteral("[^\\w\\-]+"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    const QString name = m_name().replace(notInNames, QStringLiteral("_")).left(80) + QLatin1Char('.') + suffix;
    const QDir home(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString path = QFileDialog::getSaveFileName(this, tr("Save map"), home.filePath(name), filter);
    if (path.isEmpty()) {
        return;
    }
    if (!path.endsWith(QLatin1Char('.') + suffix, Qt::CaseInsensitive)) {
        path += QLatin1Char('.') + suffix;
    }
    try {
        saveTo(path);
        Q_EMIT saved(path);
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

void HeatmapMenu::saveTo(const QString& path) const {
    if (!path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        writePicture(*printable(m_heatmap, m_name())->plot(), path);
        return;
    }
    const QByteArray bytes = matrixCsv(m_heatmap.matrix()).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        throw Error(ErrorCode::Io, tr("The values cannot be written to %1: %2. Choose another folder, or make room.")
                                       .arg(path, file.errorString())
                                       .toStdString());
    }
}

void HeatmapMenu::copyPicture() const {
    const auto heatmap = printable(m_heatmap, m_name());
    QCustomPlot& plot = *heatmap->plot();
    QGuiApplication::clipboard()->setPixmap(plot.toPixmap(plot.width(), plot.height(), 2.0));
}

void HeatmapMenu::copyValues() const {
    QGuiApplication::clipboard()->setText(table(m_heatmap.matrix(), QLatin1Char('\t'), [](const QString& text) {
        return tokenLabel(text, static_cast<int>(text.size())); // a tab or line break in a token would begin a new cell
    }));
}

} // namespace loratrf

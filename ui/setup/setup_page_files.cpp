// The form's files: options loaded and saved, presets applied and kept.

#include "backend/io/error.h"
#include "ui/setup/machine.h"
#include "ui/setup/preset_dialog.h"
#include "ui/setup/recipe_card.h"
#include "ui/setup/setup_page.h"
#include "ui/studio_backend.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/words.h"

#include <QFile>
#include <QFileDialog>
#include <QSaveFile>

namespace loratrf {

namespace {

QString optionsFilter() {
    return SetupPage::tr("Options (*.json);;All files (*)");
}

QString unknownText(const std::vector<Problem>& unknown) {
    QStringList lines;
    for (const Problem& problem : unknown) {
        lines << SetupPage::tr("%1: %2").arg(qs(problem.field), qs(problem.message));
    }
    return lines.join('\n');
}

} // namespace

std::optional<QString> SetupPage::read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_strip->setMessage(Level::Problem, tr("%1 cannot be read: %2").arg(path, file.errorString()));
        return {};
    }
    return QString::fromUtf8(file.readAll());
}

bool SetupPage::load(const QString& path) {
    const std::optional<QString> text = read(path);
    if (!text) {
        return false;
    }
    try {
        std::vector<Problem> unknown;
        TrainOptions loaded = m_backend.fromJson(*text, &unknown);
        const TrainOptions now = options();
        if (loaded.model.empty()) {
            loaded.model = now.model;
        }
        if (loaded.data.empty()) {
            loaded.data = now.data;
            loaded.eval_data = now.eval_data;
        }
        loaded.run.clear(); // a run folder is made once
        fillIn(loaded, savedMachine());
        setOptions(loaded);
        m_strip->setMessage(Level::Warning, unknownText(unknown));
        return true;
    } catch (const Error& error) {
        m_strip->setMessage(Level::Problem, error.what());
        return false;
    }
}

bool SetupPage::applyPreset(const QString& path) {
    const std::optional<QString> text = read(path);
    if (!text) {
        return false;
    }
    const QString state = PresetShelf::applied(*text, m_backend.toJson(options()), m_backend.methods());
    if (state.isEmpty()) {
        m_strip->setMessage(Level::Problem, tr("%1 is no preset: it holds no JSON object.").arg(path));
        return false;
    }
    try {
        std::vector<Problem> unknown;
        setOptions(m_backend.fromJson(state, &unknown));
        m_presetState = m_backend.toJson(options());
        m_recipe->markPreset(path);
        m_strip->setMessage(Level::Warning, unknownText(unknown));
        return true;
    } catch (const Error& error) {
        m_strip->setMessage(Level::Problem, tr("%1: %2").arg(path, error.what()));
        return false;
    }
}

void SetupPage::askKeepPreset() {
    PresetDialog dialog(m_recipe->shelf(), window());
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const QString state = m_backend.toJson(options());
    const QString error = m_recipe->shelf().save(dialog.title(), dialog.sentence(), state);
    if (!error.isEmpty()) {
        m_strip->setMessage(Level::Problem, error);
        return;
    }
    m_recipe->showPresets();
    m_recipe->markPreset(m_recipe->shelf().fileOf(dialog.title()));
    m_presetState = state;
    m_strip->clear();
}

bool SetupPage::save(const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_backend.toJson(options()).toUtf8()) < 0 || !file.commit()) {
        m_strip->setMessage(Level::Problem, tr("%1 cannot be written: %2").arg(path, file.errorString()));
        return false;
    }
    m_strip->setMessage(Level::Info, tr("Options saved in %1").arg(path));
    return true;
}

void SetupPage::askLoad() {
    const QString path = QFileDialog::getOpenFileName(window(), tr("Load options"), {}, optionsFilter());
    if (!path.isEmpty()) {
        load(path);
    }
}

void SetupPage::askSave() {
    const QString path = QFileDialog::getSaveFileName(window(), tr("Save options"), "options.json", optionsFilter());
    if (!path.isEmpty()) {
        save(path);
    }
}

} // namespace loratrf

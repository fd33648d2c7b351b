#pragma once
// A very small real model and rows to train it on, for tests that do the whole job.

#include "backend/api/options.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace loratrf::stories {

inline QString model() {
    return QStringLiteral(SHARED_DATA_DIR "/stories260K");
}
inline bool present() {
    return QFile::exists(model() + QStringLiteral("/model.safetensors"));
}

// Prompt-completion rows: short questions about animals and what they do.
inline void writeRows(const QString& file, int from, int count) {
    const QStringList animals = {"cat", "dog", "bird", "frog", "bear", "duck", "cow"};
    const QStringList places = {"park", "house", "tree", "box", "pond"};
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        qFatal("cannot write the rows");
    for (int i = from; i < from + count; ++i) {
        const QString& animal = animals[i % animals.size()];
        const QString& place = places[i % places.size()];
        const QJsonObject row{
            {"prompt", QStringLiteral("The %1 number %2 went to the %3.").arg(animal).arg(i).arg(place)},
            {"completion", QStringLiteral(" It was a happy %1 in the %2.").arg(animal, place)}};
        out.write(QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n');
    }
}

// A run of `steps` steps on such rows that takes seconds.
inline TrainOptions shortRun(const QString& data, int steps) {
    TrainOptions options;
    options.model = model().toStdString();
    options.data = data.toStdString();
    options.data_options.template_name = "plain";
    options.method = "lora";
    options.method_options["rank"] = int64_t(2);
    options.eval_share = 0;
    options.device = "cpu";
    options.threads = 2;
    options.batch_size = 4;
    options.max_steps = steps;
    return options;
}

} // namespace loratrf::stories

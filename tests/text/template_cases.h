#pragma once
// The cases of tests/baselines/templates.json against the renderer.

#include "backend/io/files.h"
#include "backend/text/chat_template.h"

#include <QtTest>

inline loratrf::Json read_json_file(const std::string& path) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", path.c_str());
    return loratrf::Json::parse(file.readAll().toStdString());
}

inline const loratrf::Json& template_baseline() {
    static const loratrf::Json baseline = read_json_file(TESTS_DIR "/baselines/templates.json");
    return baseline;
}

// What the renderer says: the text, or the message of its Error(Template). Any other exception escapes.
struct Rendered {
    bool failed = false;
    std::string text;
};

template <class Render>
Rendered attempt(Render render) {
    try {
        return {false, loratrf::joined(render())};
    } catch (const loratrf::Error& error) {
        if (error.code() != loratrf::ErrorCode::Template)
            throw;
        return {true, error.what()};
    }
}

inline bool agrees(const loratrf::Json& expected, const Rendered& rendered, const std::string& label) {
    const bool should_fail = expected.contains("fails");
    if (should_fail == rendered.failed && (should_fail || expected["expected"] == rendered.text))
        return true;
    qWarning().noquote() << "DIFFERENT" << label.c_str()
                         << "\n  expected:" << (should_fail ? "an error" : expected["expected"].dump().c_str())
                         << "\n  rendered:" << (rendered.failed ? "ERROR " : "")
                         << loratrf::Json(rendered.text).dump().c_str();
    return false;
}

inline int count_differences(const std::string& source, const loratrf::Json& cases, const std::string& label) {
    int differences = 0;
    const loratrf::ChatTemplate chat(source);
    const loratrf::Json& contexts = template_baseline()["conversations"];
    for (size_t i = 0; i < cases.size(); ++i) {
        const Rendered rendered = attempt([&] { return chat.render_json(contexts[i]); });
        differences += !agrees(cases[i], rendered, label + " conversation " + std::to_string(i));
    }
    return differences;
}

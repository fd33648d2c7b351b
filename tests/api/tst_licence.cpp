// The licence of a model in Hugging Face layout, from the files beside its weights.

#include "backend/api/licence.h"
#include "train/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <map>

using namespace loratrf;
namespace fs = std::filesystem;

class TestLicence : public QObject {
    Q_OBJECT

    static std::string of(const std::map<std::string, std::string>& files) {
        const QTemporaryDir folder;
        const fs::path path = folder.path().toStdString();
        for (const auto& [name, text] : files)
            std::ofstream(path / name, std::ios::binary) << text;
        return folder_licence(path);
    }

private Q_SLOTS:
    void readmeSaysIt() {
        QCOMPARE(of({{"README.md", "---\nlanguage:\n- en\nlicense: apache-2.0\n---\n# A model\n"}}),
                 std::string("apache-2.0"));
        QCOMPARE(of({{"README.md", "---\r\nlicense: \"mit\" # as the paper\r\n---\r\n"}}), std::string("mit"));
        QCOMPARE(of({{"README.md", "---\nlicense:\n  - mit\n  - apache-2.0\ntags: [x]\n---\n"}}),
                 std::string("mit, apache-2.0"));
        QCOMPARE(of({{"README.md", "---\nlicense: other\nlicense_name: qwen-research\n---\n"}}),
                 std::string("qwen-research"));
        QCOMPARE(of({{"README.md", "---\nlicense: other\n---\n"}}), std::string("other"));
    }

    void onlyTheFrontMatterCounts() {
        QCOMPARE(of({}), std::string());
        QCOMPARE(of({{"README.md", ""}}), std::string());
        QCOMPARE(of({{"README.md", "# A model\nlicense: mit\n"}}), std::string());
        QCOMPARE(of({{"README.md", "---\ntitle: x\n---\nlicense: mit\n"}}), std::string());
        QCOMPARE(of({{"README.md", "---\nmodel-index:\n  license: mit\n---\n"}}), std::string());
        QCOMPARE(of({{"README.md", "---\n" + std::string(1 << 20, 'x') + "\nlicense: mit\n---\n"}}), std::string());
        QCOMPARE(of({{"README.md", "---\nlicense: \xff\xfe\n---\n"}}), std::string());
        QCOMPARE(of({{"README.md", "---\nlicense: " + std::string(500, 'x') + "\n---\n"}}), std::string());
    }

    void theModelsDescriptionHasIt() {
        const QTemporaryDir folder;
        const fs::path path = fs::path(folder.path().toStdString()) / "model";
        support::write_small_model(path);
        QCOMPARE(inspect_model(path.string()).licence, std::string());
        std::ofstream(path / "README.md") << "---\nlicense: apache-2.0\n---\n";
        QCOMPARE(inspect_model(path.string()).licence, std::string("apache-2.0"));
        for (const char* behind : {"", "/", "/."})
            QCOMPARE(inspect_model(path.string() + behind).name, std::string("model"));
    }

    void elseTheLicenceFileDoes() {
        const std::string apache = "\n                                 Apache License\n"
                                   "                           Version 2.0, January 2004\n";
        QCOMPARE(of({{"LICENSE", apache}}), std::string("Apache License, Version 2.0, January 2004"));
        QCOMPARE(of({{"LICENSE.md", "# MIT License\n\nCopyright (c)\n"}}), std::string("MIT License"));
        QCOMPARE(of({{"LICENSE.txt", "LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\nLlama 3.2 Version Release Date: ..."}}),
                 std::string("LLAMA 3.2 COMMUNITY LICENSE AGREEMENT"));
        QCOMPARE(of({{"LICENSE", "Copyright 2024 Somebody\nAll rights reserved.\n"}}), std::string());
        QCOMPARE(of({{"LICENSE", apache}, {"README.md", "---\nlicense: mit\n---\n"}}), std::string("mit"));
    }
};

QTEST_APPLESS_MAIN(TestLicence)
#include "tst_licence.moc"

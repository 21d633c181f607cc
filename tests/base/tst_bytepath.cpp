// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Nightkeep;

class TstBytePath : public QObject
{
    Q_OBJECT

private slots:
    void cleansFolders_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("clean"); // empty: refused
        QTest::newRow("plain") << QByteArray("/data/moodle") << QByteArray("/data/moodle");
        QTest::newRow("root") << QByteArray("/") << QByteArray("/");
        QTest::newRow("slash at the end") << QByteArray("/data/") << QByteArray("/data");
        QTest::newRow("doubled slashes") << QByteArray("//data///moodle") << QByteArray("/data/moodle");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("not absolute") << QByteArray("data/moodle") << QByteArray();
        QTest::newRow("dot") << QByteArray("/data/./moodle") << QByteArray();
        QTest::newRow("dot dot") << QByteArray("/data/../etc") << QByteArray();
        QTest::newRow("NUL") << QByteArray("/data\0x", 7) << QByteArray();
        QTest::newRow("invalid UTF-8 stays") << QByteArray("/data/\xff\xfe") << QByteArray("/data/\xff\xfe");
        QTest::newRow("three dots are a name") << QByteArray("/data/...") << QByteArray("/data/...");
    }
    void cleansFolders()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, clean);
        const Result<BytePath> result = cleanFolder(typed);
        QCOMPARE(result.has_value(), !clean.isEmpty());
        if (result) {
            QCOMPARE(*result, clean);
        } else {
            QCOMPARE(result.error().kind, ErrorKind::BadInput);
            QVERIFY(!result.error().message.isEmpty());
            QVERIFY(!result.error().advice.isEmpty());
        }
    }

    void holdsByComponents_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("holds");
        QTest::newRow("itself") << QByteArray("/data") << QByteArray("/data") << true;
        QTest::newRow("below") << QByteArray("/data") << QByteArray("/data/moodle") << true;
        QTest::newRow("same letters, other name") << QByteArray("/data") << QByteArray("/database") << false;
        QTest::newRow("above") << QByteArray("/data/moodle") << QByteArray("/data") << false;
        QTest::newRow("root holds all") << QByteArray("/") << QByteArray("/var") << true;
        QTest::newRow("nothing but root holds root") << QByteArray("/var") << QByteArray("/") << false;
        QTest::newRow("slash at the end") << QByteArray("/data/") << QByteArray("/data/moodle") << true;
    }
    void holdsByComponents()
    {
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, path);
        QFETCH(bool, holds);
        QCOMPARE(holdsPath(folder, path), holds);
    }

    void showsWhatIsThere_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("/data/moodle") << QStringLiteral("/data/moodle");
        QTest::newRow("newline") << QByteArray("a\nb") << QStringLiteral("a\\nb");
        QTest::newRow("escape sequence") << QByteArray("\x1b[31m") << QStringLiteral("\\x1b[31m");
        QTest::newRow("invalid byte") << QByteArray("\xff") << QStringLiteral("\\xff");
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << QStringLiteral("\\xc0\\xaf");
        QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xaeg") << QStringLiteral("a\\u{202e}g");
        QTest::newRow("no-break space") << QByteArray("a\xc2\xa0"
                                                      "b c")
                                        << QStringLiteral("a\\u{a0}b c");
        QTest::newRow("umlaut") << QByteArray("\xc3\xbc") << QStringLiteral("ü");
        QTest::newRow("emoji") << QByteArray("\xf0\x9f\x93\x81") << QStringLiteral("📁");
        QTest::newRow("a backslash that is none of ours") << QByteArray("C:\\data") << QStringLiteral("C:\\data");
        QTest::newRow("a written \\n is told from a newline") << QByteArray("a\\nb") << QStringLiteral("a\\\\nb");
    }
    void showsWhatIsThere()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, shown);
        QCOMPARE(displayPath(path), shown);
    }

    void randomBytesSurvive()
    {
        QRandomGenerator random(20081129);
        QHash<QString, QByteArray> seen;
        for (int i = 0; i < 3000; ++i) {
            QByteArray name(random.bounded(1, 12), '\0');
            for (char &c : name)
                c = static_cast<char>(random.bounded(8) == 0 ? '\\' : random.bounded(1, 256));
            QCOMPARE(percentDecoded(percentEncoded(name)), name);
            QCOMPARE(isUtf8(name), QString::fromUtf8(name).toUtf8() == name);
            const QString shown = displayPath(name);
            for (const QChar c : shown)
                QVERIFY2(c.unicode() >= 0x20 && c.unicode() != 0x7f, percentEncoded(name).constData());
            if (seen.contains(shown))
                QCOMPARE(percentEncoded(seen.value(shown)), percentEncoded(name)); // two names never look alike
            seen.insert(shown, name);
        }
    }

    /// No two names are shown alike: an edit in place tells folders apart by what is shown.
    void noTwoNamesAreShownAlike()
    {
        const QList<QByteArray> pieces {
            "\\", "n", "x", "ff", "\xff", "\n", "u{feff}", "\xef\xbb\xbf", "\xe2\x80\xae", "u{a0}", "\xc2\xa0"};
        QHash<QString, QByteArray> met;
        QList<QByteArray> names {QByteArray()};
        for (int length = 0; length < 5; ++length) {
            QList<QByteArray> longer;
            for (const QByteArray &name : std::as_const(names)) {
                for (const QByteArray &piece : pieces)
                    longer.append(name + piece);
            }
            for (const QByteArray &name : std::as_const(longer)) {
                const QString shown = displayPath(name);
                const QByteArray other = met.value(shown, name);
                QVERIFY2(other == name, (name.toHex() + " and " + other.toHex()).constData());
                met.insert(shown, name);
            }
            names = longer;
        }
        QVERIFY(met.size() > 50000);
    }

    void jsonCarriesTheBytes()
    {
        QJsonObject object;
        insertPath(object, QStringLiteral("folder"), "/data/\xff");
        QCOMPARE(object.value(QStringLiteral("folder")).toString(), QStringLiteral("/data/\\xff"));
        QCOMPARE(object.value(QStringLiteral("pathBytes")).toString(), QStringLiteral("/data/%FF"));
        insertPath(object, QStringLiteral("below"), "\xef\xbb\xbfmark");
        QCOMPARE(object.value(QStringLiteral("below")).toString(), QStringLiteral("\ufeffmark")); // no byte order mark
        QJsonObject plain;
        insertPath(plain, QStringLiteral("folder"), "/data/ü");
        QCOMPARE(plain.size(), 1);
    }
};

NIGHTKEEP_TEST(TstBytePath, unit, Core)
#include "tst_bytepath.moc"

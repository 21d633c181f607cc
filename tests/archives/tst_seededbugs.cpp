// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of seeded bugs: each still has its place in the product, and a test that is meant to find it. Whether it
// does is tried by seededbugs.sh, which takes longer.
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QtTest>

namespace {

QString seededPath(const QString &below)
{
    return qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + u'/' + below;
}

QString seededText(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// All tests of a room, as one text.
QString seededRoom(const QString &room)
{
    QString text;
    const QDir folder(seededPath(QStringLiteral("tests/") + room));
    const QStringList names = folder.entryList({QStringLiteral("tst_*.cpp")});
    for (const QString &name : names)
        text += seededText(folder.filePath(name));
    return text;
}

struct SeededBug
{
    QString title;
    QString file;
    QStringList before;
    QStringList after;
    QStringList test; ///< room, class, function
};

QList<SeededBug> seededBugs()
{
    QList<SeededBug> bugs;
    QString *part = nullptr;
    const QStringList lines = seededText(seededPath(QStringLiteral("tests/archives/seededbugs.txt"))).split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(u'#') || line.isEmpty())
            continue;
        if (line.startsWith(QLatin1String("= ")))
            bugs.append({line.mid(2), {}, {}, {}, {}});
        if (bugs.isEmpty())
            return {};
        SeededBug &bug = bugs.last();
        if (line.startsWith(QLatin1String("file "))) {
            bug.file = line.mid(5);
        } else if (line.startsWith(QLatin1String("test "))) {
            bug.test = line.mid(5).split(u' ');
        } else if (line.startsWith(u'-') || line.startsWith(u'+')) {
            QStringList &list = line.startsWith(u'-') ? bug.before : bug.after;
            list.append(line.mid(1));
            part = &list.last();
        } else if (line.startsWith(u'|') && part) {
            *part += u'\n' + line.mid(1);
        }
    }
    return bugs;
}

} // namespace

class TstSeededBugs : public QObject
{
    Q_OBJECT

private slots:
    void thereAreEnough();
    void eachHasOnePlaceAndATest_data();
    void eachHasOnePlaceAndATest();
};

void TstSeededBugs::thereAreEnough()
{
    QSet<QString> titles;
    const QList<SeededBug> bugs = seededBugs();
    for (const SeededBug &bug : bugs)
        titles.insert(bug.title);
    QCOMPARE(titles.size(), bugs.size());
    QVERIFY(bugs.size() >= 20);
}

void TstSeededBugs::eachHasOnePlaceAndATest_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<QStringList>("test");
    const QList<SeededBug> bugs = seededBugs();
    for (const SeededBug &bug : bugs)
        QTest::newRow(qPrintable(bug.title)) << bug.file << bug.before << bug.after << bug.test;
}

void TstSeededBugs::eachHasOnePlaceAndATest()
{
    QFETCH(QString, file);
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    QFETCH(QStringList, test);
    const QString product = seededText(seededPath(file));
    QVERIFY2(!product.isEmpty(), qPrintable(file));
    QVERIFY(!before.isEmpty());
    QCOMPARE(before.size(), after.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        QCOMPARE(product.count(before.at(i)), 1);
        QVERIFY(before.at(i) != after.at(i));
    }
    QCOMPARE(test.size(), 3);
    const QString tests = seededRoom(test.at(0));
    QVERIFY2(tests.contains(QStringLiteral("NIGHTKEEP_TEST(%1,").arg(test.at(1))), qPrintable(test.at(1)));
    QVERIFY2(tests.contains(QStringLiteral("void %1::%2()").arg(test.at(1), test.at(2))), qPrintable(test.at(2)));
}

NIGHTKEEP_TEST(TstSeededBugs, unit, Core)
#include "tst_seededbugs.moc"

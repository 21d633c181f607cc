// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// Names in tables of other character sets, and such as are in none: they are read as the table declares them, and
/// never end the reading.
class TstCharsets : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(start()); }
    void readsNames_data();
    void readsNames();
};

void TstCharsets::readsNames_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("stored"); // bytes in hex
    QTest::addColumn<QString>("shown");
    const QString latin1 = QStringLiteral("VARCHAR(254) CHARACTER SET latin1");
    const QString binary = QStringLiteral("VARBINARY(254)");
    QTest::newRow("latin1") << latin1 << QStringLiteral("E9") << QStringLiteral("é");
    QTest::newRow("latin1, of Windows") << latin1 << QStringLiteral("80") << QStringLiteral("€");
    // As Moodle 1.x wrote it over a connection that was not told of UTF-8: the server does not know it either.
    QTest::newRow("latin1, UTF-8 in it") << latin1 << QStringLiteral("C3A9") << QStringLiteral("Ã©");
    QTest::newRow("utf8 of three bytes") << QStringLiteral("VARCHAR(254) CHARACTER SET utf8") << QStringLiteral("C3A9")
                                         << QStringLiteral("é");
    QTest::newRow("utf8 of four bytes") << QStringLiteral("VARCHAR(254) CHARACTER SET utf8mb4")
                                        << QStringLiteral("F09F9880") << QStringLiteral("😀");
    QTest::newRow("Cyrillic") << QStringLiteral("VARCHAR(254) CHARACTER SET koi8r") << QStringLiteral("C1")
                              << QStringLiteral("а");
    QTest::newRow("no character set") << binary << QStringLiteral("C3A9") << QStringLiteral("é");
    QTest::newRow("neither latin1 nor UTF-8") << binary << QStringLiteral("41E942") << QStringLiteral("A?B");
}

void TstCharsets::readsNames()
{
    QFETCH(QString, column);
    QFETCH(QString, stored);
    QFETCH(QString, shown);
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    putCourses(2);
    put(QStringLiteral("ALTER TABLE mdl_course MODIFY fullname %1; UPDATE mdl_course SET fullname = X'%2' WHERE id = 2")
            .arg(column, stored));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 2);
    QCOMPARE(courseOf(all, 2).fullName, shown);
    QCOMPARE(courseOf(all, 1).fullName, QStringLiteral("Course 1"));
}

NIGHTKEEP_TEST(TstCharsets, integration, Core)
#include "tst_charsets.moc"

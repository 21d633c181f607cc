// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/columntable.h"
#include "models/base/format.h"
#include "tests/support/testmain.h"

#include <QScopeGuard>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

class TstFormat : public QObject
{
    Q_OBJECT

private slots:
    void ages_data()
    {
        QTest::addColumn<QDateTime>("then");
        QTest::addColumn<QString>("words");
        const QDate today(2008, 11, 29);
        const auto at = [](QDate date, int hour, int minute) {
            return QDateTime(date, QTime(hour, minute), QTimeZone::utc());
        };
        QTest::newRow("never") << QDateTime() << QStringLiteral("never");
        QTest::newRow("now") << at(today, 9, 30) << QStringLiteral("just now");
        QTest::newRow("minutes") << at(today, 9, 16) << QStringLiteral("14 minutes ago");
        QTest::newRow("before dawn is last night") << at(today, 3, 4) << QStringLiteral("last night, 03:04");
        QTest::newRow("last evening is last night")
            << at(today.addDays(-1), 22, 0) << QStringLiteral("last night, 22:00");
        QTest::newRow("this morning") << at(today, 7, 0) << QStringLiteral("today, 07:00");
        QTest::newRow("yesterday") << at(today.addDays(-1), 12, 0) << QStringLiteral("yesterday, 12:00");
        QTest::newRow("days") << at(today.addDays(-6), 12, 0) << QStringLiteral("6 days ago");
        QTest::newRow("long ago") << at(QDate(2008, 8, 24), 3, 0) << QStringLiteral("on 24/08/2008, 03:00");
        QTest::newRow("the future is said")
            << at(today, 11, 0) << QStringLiteral("on 29/11/2008, 11:00 (in the future)");
    }
    void ages()
    {
        QFETCH(QDateTime, then);
        QFETCH(QString, words);
        const QDateTime now(QDate(2008, 11, 29), QTime(9, 30), QTimeZone::utc());
        QCOMPARE(ageInWords(then, now, QLocale(QLocale::English, QLocale::UnitedKingdom)), words);
    }

    void daysForProgramsAndPeople_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("words");
        QTest::newRow("a program") << plainLocale()
                                   << QStringLiteral("2008-03-04 2008-03-04 2008-03-04 2008-03-04T03:15:00Z "
                                                     "on 2008-03-04, 03:15:00");
        QTest::newRow("a person in Germany") << QLocale(QLocale::German, QLocale::Germany)
                                             << QStringLiteral("04.03.08 Dienstag, 4. M\u00e4rz 2008 4 M\u00e4rz 2008 "
                                                               "04.03.08 03:15 on 04.03.08, 03:15");
    }
    void daysForProgramsAndPeople()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, words);
        const QDateTime then(QDate(2008, 3, 4), QTime(3, 15), QTimeZone::utc());
        const QStringList are {dayInWords(then.date(), QLocale::ShortFormat, locale),
                               dayInWords(then.date(), QLocale::LongFormat, locale), dayAndMonth(then.date(), locale),
                               momentInWords(then, QLocale::ShortFormat, locale),
                               ageInWords(then, then.addDays(40), locale)};
        QCOMPARE(are.join(u' '), words);
        QVERIFY(QLocale::c() != plainLocale());
        QCOMPARE(bytesInWords(1536, plainLocale()), QStringLiteral("1.5 KiB"));
    }

    void tablesHaveThemAlike()
    {
        const QDateTime then(QDate(2008, 3, 4), QTime(3, 15), QTimeZone::utc());
        const auto back = qScopeGuard([before = QLocale()] { QLocale::setDefault(before); });
        QLocale::setDefault(plainLocale());
        QCOMPARE(shortMoment(then, then), QStringLiteral("2008-03-04T03:15:00Z"));
        QCOMPARE(exactMoment(then, then), QStringLiteral("2008-03-04T03:15:00Z"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(shortMoment(then, then), QStringLiteral("04.03.08 03:15"));
    }

    void sizes()
    {
        QCOMPARE(bytesInWords(-1), QStringLiteral("unknown"));
        QCOMPARE(bytesInWords(0, QLocale::c()), QStringLiteral("0 bytes"));
        QCOMPARE(bytesInWords(1536, QLocale::c()), QStringLiteral("1.5 KiB"));
        QCOMPARE(bytesInWords(qint64(3) << 30, QLocale::c()), QStringLiteral("3.0 GiB"));
    }

    void durations()
    {
        QCOMPARE(durationInWords(-1), QStringLiteral("unknown"));
        QCOMPARE(durationInWords(59), QStringLiteral("59 seconds"));
        QCOMPARE(durationInWords(90), QStringLiteral("2 minutes"));
        QCOMPARE(durationInWords(3 * 3600), QStringLiteral("3 hours"));
        QCOMPARE(durationInWords(3 * 86400), QStringLiteral("3 days"));
    }
};

NIGHTKEEP_TEST(TstFormat, unit, Core)
#include "tst_format.moc"

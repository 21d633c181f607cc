// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/rememberedcopies.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <limits>

using namespace Nightkeep;

/// What is remembered of a course's copies, once more is known of them.
class TstRememberedCopies : public QObject
{
    Q_OBJECT

private:
    CourseReading m_reading;

    void remember()
    {
        SiteBackups joined = joinBackups(MadeCourses::site(), m_reading, MadeCourses::now());
        rememberCopies(m_reading, joined);
    }
    const CourseState &course() { return m_reading.courses.constFirst(); }

private slots:
    void init()
    {
        m_reading = MadeCourses::reading(MoodleEdition::Old);
        m_reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001"))};
        m_reading.files = {MadeCourses::zip(course(), MadeCourses::lastRun().addSecs(60))};
        remember();
        QCOMPARE(course().sizes.size(), 1);
        QCOMPARE(course().nights.nights(), QList<QDate> {MadeCourses::lastRun().date()});
    }

    void whatIsFoundDamagedIsForgotten_data()
    {
        QTest::addColumn<ZipFault>("fault");
        QTest::addColumn<bool>("hasAnother"); // a sound one of the same night
        QTest::addColumn<bool>("remembered");
        QTest::newRow("sound still") << ZipFault::None << false << true;
        QTest::newRow("a file in it is damaged") << ZipFault::DamagedMember << false << false;
        QTest::newRow("its files are missing") << ZipFault::MissingFiles << false << false;
        QTest::newRow("it cannot be read now") << ZipFault::Unreadable << false << true;
        QTest::newRow("another one of that night is sound") << ZipFault::DamagedMember << true << true;
    }
    void whatIsFoundDamagedIsForgotten()
    {
        QFETCH(ZipFault, fault);
        QFETCH(bool, hasAnother);
        QFETCH(bool, remembered);
        m_reading.files.first().check.fault = fault;
        if (hasAnother)
            m_reading.files << MadeCourses::zip(course(), MadeCourses::lastRun().addSecs(600));
        remember();
        QCOMPARE(!course().nights.nights().isEmpty(), remembered);
        QCOMPARE(!course().sizes.isEmpty(), remembered);
        m_reading.files.clear(); // it is deleted, and nothing more is known of it
        remember();
        QCOMPARE(!course().nights.nights().isEmpty(), remembered);
        QCOMPARE(!course().sizes.isEmpty(), remembered);
    }

    void itsMomentMayBeKnownToTheMinuteAlone()
    {
        m_reading.files.first().check.made = m_reading.files.first().check.made.addSecs(17);
        m_reading.courses.first().sizes.clear();
        remember();
        QCOMPARE(course().sizes.constFirst().made, MadeCourses::lastRun().addSecs(77));
        m_reading.files.first().check.made = {};
        m_reading.files.first().check.fault = ZipFault::DamagedXml;
        remember();
        QVERIFY(course().sizes.isEmpty());
        QVERIFY(course().nights.nights().isEmpty());
    }

    void aDateOfTheFutureIsNotRemembered()
    {
        m_reading.courses.first().sizes.clear();
        m_reading.courses.first().nights = {};
        m_reading.files.first().modified = MadeCourses::now().addDays(3);
        remember();
        QVERIFY(course().sizes.isEmpty());
        QVERIFY(course().nights.nights().isEmpty());
    }

    void anHourThatIsNoneIsNoNight()
    {
        m_reading.head.moodle.hour = std::numeric_limits<qint64>::max();
        remember();
        QCOMPARE(course().nights.nights(), QList<QDate> {MadeCourses::lastRun().date()});
    }
};

NIGHTKEEP_TEST(TstRememberedCopies, unit, Core)
#include "tst_rememberedcopies.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/moodletables.h"

#include <QTest>
#include <QTimeZone>

Q_DECLARE_METATYPE(Nightkeep::MoodleEdition)

namespace Nightkeep {

inline constexpr qint64 sundayAtThree = 1229223600; // 14 December 2008
inline constexpr qint64 weekOfSeconds = 7 * 86400;

inline QDateTime secondsToMoment(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
}

/// For tests of what is read of a Moodle's tables: one Moodle at a time, made anew by make().
class MoodleStage
{
protected:
    bool start()
    {
        const Result<void> started = m_tables.start();
        if (!started)
            qWarning("%s %s", qPrintable(started.error().message), qPrintable(started.error().detail));
        return started.has_value();
    }

    static void engines()
    {
        QTest::addColumn<QString>("storage");
        for (const char *name : {"InnoDB", "MyISAM", "SQLite"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    static void allEngines() ///< also of what is only read
    {
        engines();
        QTest::newRow("PostgreSQL") << QStringLiteral("PostgreSQL");
    }

    void make(const QString &storage, MoodleEdition edition)
    {
        m_storage = storage;
        m_facts = {};
        m_facts.edition = edition;
        const Result<void> made = m_tables.makeEmpty(storage, edition);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    }

    void make(MoodleEdition edition)
    {
        QFETCH(QString, storage);
        make(storage, edition);
    }

    void put(const QString &statements)
    {
        const Result<QByteArray> ran = m_tables.sql(m_storage, statements);
        QVERIFY2(ran, ran ? "" : qPrintable(ran.error().message + ran.error().detail));
    }

    /// Rows of courses, without anything about backups.
    void putCourses(int count)
    {
        QStringList rows;
        for (int id = 1; id <= count; ++id)
            rows += QStringLiteral("(%1, 3, 'Course %1', 'c%1', 1, %2, %2)").arg(id).arg(sundayAtThree - 90000);
        put(QStringLiteral("INSERT INTO mdl_course (id, category, fullname, shortname, visible, timecreated, "
                           "timemodified) VALUES ")
            + rows.join(u','));
    }

    /// A backslash, as a statement has it.
    [[nodiscard]] QString mark() const
    {
        return m_storage == u"SQLite" || m_storage == u"PostgreSQL" ? QStringLiteral("\\") : QStringLiteral("\\\\");
    }
    /// The largest whole number that a table takes.
    [[nodiscard]] QString largest() const
    {
        return m_storage == u"PostgreSQL" ? QStringLiteral("9223372036854775807")
                                          : QStringLiteral("18446744073709551615");
    }
    /// The name as it stands in task_log; in task_adhoc there is a mark before it.
    [[nodiscard]] QString taskClass() const { return QStringLiteral("core%1task%1course_backup_task").arg(mark()); }

    std::unique_ptr<MoodleSite> site(const SqlAddress &address)
    {
        Result<std::unique_ptr<MoodleSite>> opened =
            SqlMoodleSite::open(m_connections, address, QStringLiteral("mdl_"));
        return opened ? std::move(*opened) : nullptr;
    }

    Result<MoodleFacts> facts()
    {
        const auto moodle = site(m_tables.address(m_storage));
        return moodle ? moodle->facts() : fail(ErrorKind::Internal, QStringLiteral("not opened"));
    }

    /// The test ends where they cannot be read.
    MoodleFacts soundFacts()
    {
        const Result<MoodleFacts> found = facts();
        if (!found)
            qFatal("%s %s", qPrintable(found.error().message), qPrintable(found.error().detail));
        return *found;
    }

    /// None where they cannot be read.
    MoodleCourses read()
    {
        const auto moodle = site(m_tables.address(m_storage));
        const Result<MoodleCourses> courses =
            moodle ? moodle->courseStates(m_facts) : fail(ErrorKind::Internal, QStringLiteral("not opened"));
        if (!courses)
            qWarning("%s %s", qPrintable(courses.error().message), qPrintable(courses.error().detail));
        return courses.value_or(MoodleCourses());
    }

    static CourseState courseOf(const MoodleCourses &courses, qint64 id)
    {
        for (const CourseState &course : courses.courses) {
            if (course.id == id)
                return course;
        }
        return {};
    }

    CourseLog readLog(qint64 course)
    {
        const auto moodle = site(m_tables.address(m_storage));
        const Result<CourseLog> log =
            moodle ? moodle->courseLog(m_facts, course) : fail(ErrorKind::Internal, QStringLiteral("not opened"));
        if (!log)
            qWarning("%s %s", qPrintable(log.error().message), qPrintable(log.error().detail));
        return log.value_or(CourseLog());
    }

    MoodleTables m_tables;
    SqlConnections m_connections;
    QString m_storage;
    MoodleFacts m_facts;
};

} // namespace Nightkeep

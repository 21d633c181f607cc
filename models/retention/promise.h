// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/state.h"
#include "models/storage/serverdecisions.h"

#include <QDate>
#include <QDateTime>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// What a promise is about, in the words of the team's page.
enum class PromiseSubject {
    CourseNights, ///< any night of the last N days, for each course
    WholeSite, ///< the whole system as of at most N hours ago
    ServerBackups, ///< nightly backups of the servers
    Application, ///< Moodle's application files
    DataAndDumps, ///< moodledata and the database's dumps
    Archives, ///< the term archives
    StudentData, ///< anything of a student, wherever a copy lies
};

template<>
inline constexpr auto Names<PromiseSubject> = std::to_array<Name<PromiseSubject>>({
    {PromiseSubject::CourseNights, "courseNights"},
    {PromiseSubject::WholeSite, "wholeSite"},
    {PromiseSubject::ServerBackups, "serverBackups"},
    {PromiseSubject::Application, "application"},
    {PromiseSubject::DataAndDumps, "dataAndDumps"},
    {PromiseSubject::Archives, "archives"},
    {PromiseSubject::StudentData, "studentData"},
});

enum class PromiseSide {
    AtLeast, ///< we can restore it for so long
    AtMost, ///< no copy is kept longer, wherever it lies
};

template<>
inline constexpr auto Names<PromiseSide> = std::to_array<Name<PromiseSide>>({
    {PromiseSide::AtLeast, "atLeast"},
    {PromiseSide::AtMost, "atMost"},
});

enum class PromiseUnit { Hours, Days, Weeks, Months, Years };

template<>
inline constexpr auto Names<PromiseUnit> = std::to_array<Name<PromiseUnit>>({
    {PromiseUnit::Hours, "hours"},
    {PromiseUnit::Days, "days"},
    {PromiseUnit::Weeks, "weeks"},
    {PromiseUnit::Months, "months"},
    {PromiseUnit::Years, "years"},
});

/// One side of what the team promises. The page's figures in red have none yet.
struct Promise
{
    QString key; ///< stable: "courseNights/atLeast"; one for a category of courses has its name behind
    PromiseSubject subject = PromiseSubject::CourseNights;
    PromiseSide side = PromiseSide::AtLeast;
    std::optional<int> figure = {}; ///< absent: to be agreed
    PromiseUnit unit = PromiseUnit::Days;
    QString event =
        {}; ///< the figure counts from this ("the last enrolled student left"); empty: from when it was made
    QString category = {}; ///< of courses; empty: all
    Agreement agreement = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"key", &Promise::key},           Field {"subject", &Promise::subject},
                           Field {"side", &Promise::side},         Field {"figure", &Promise::figure}.from(0, 36500),
                           Field {"unit", &Promise::unit},         Field {"event", &Promise::event},
                           Field {"category", &Promise::category}, Field {"agreement", &Promise::agreement}};
    }
    bool operator==(const Promise &) const = default;
};

enum class PromiseAnswer {
    Kept,
    Broken,
    Undecidable, ///< a figure is missing, or something has not been seen
    CannotBeKept, ///< no rule of ours can make it true
    Suspended, ///< an at-most promise under a legal hold
};

template<>
inline constexpr auto Names<PromiseAnswer> = std::to_array<Name<PromiseAnswer>>({
    {PromiseAnswer::Kept, "kept"},
    {PromiseAnswer::Broken, "broken"},
    {PromiseAnswer::Undecidable, "undecidable"},
    {PromiseAnswer::CannotBeKept, "cannotBeKept"},
    {PromiseAnswer::Suspended, "suspended"},
});
[[nodiscard]] QString promiseAnswerWord(PromiseAnswer answer); ///< for people
[[nodiscard]] State promiseAnswerState(PromiseAnswer answer); ///< Undecidable and Suspended are unknown and attention

/// A promise held against the rules and against what was seen.
struct PromiseVerdict
{
    Promise promise;
    PromiseAnswer answer = PromiseAnswer::Undecidable;
    QString reason; ///< which rule, which evidence: sentences
    QString advice = {}; ///< the next step; empty: none is needed
    QList<QDate> nights = {}; ///< on which it is broken
    QStringList whom = {}; ///< whose, or which copies break it: names, at most 100
    qint64 whomCount = 0; ///< how many there are

    static constexpr auto fields()
    {
        return std::tuple {Field {"promise", &PromiseVerdict::promise}.inlined(),
                           Field {"answer", &PromiseVerdict::answer},
                           Field {"reason", &PromiseVerdict::reason},
                           Field {"advice", &PromiseVerdict::advice},
                           Field {"nights", &PromiseVerdict::nights},
                           Field {"whom", &PromiseVerdict::whom},
                           Field {"whomCount", &PromiseVerdict::whomCount}};
    }
    bool operator==(const PromiseVerdict &) const = default;
};

/// "Any night of the last 60 days, for each course", "x years (to be agreed)": for people, in the page's own words.
[[nodiscard]] QString promiseInWords(const Promise &promise);
/// How the promise is called: its subject, its side and, of a part of the courses, their category.
[[nodiscard]] QString promiseKey(PromiseSubject subject, PromiseSide side, const QString &category = {});
/// "60 days", "x years (to be agreed)", "4 years after the last enrolled student left".
[[nodiscard]] QString promiseFigureInWords(const Promise &promise);
/// So far back from a moment does the figure reach; nullopt without a figure.
[[nodiscard]] std::optional<QDateTime> promisedSince(const Promise &promise, const QDateTime &now);
/// The other way: when what was made at that moment has been kept for so long.
[[nodiscard]] std::optional<QDateTime> promisedUntil(const Promise &promise, const QDateTime &made);
/// What the team's page promises, figures where it says one, none agreed: a workspace without promises begins with
/// these.
[[nodiscard]] QList<Promise> promisesOfThePage();
/// BadInput, naming what cannot be.
[[nodiscard]] Result<void> checkPromise(const Promise &promise);

} // namespace Nightkeep

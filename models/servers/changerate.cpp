// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/changerate.h"

#include "models/base/tr.h"

#include <array>
#include <optional>

namespace Nightkeep {

namespace {

using State = ChangeRate::State;

constexpr qsizetype RateFields = 10; // folder, state and four pairs of numbers

std::optional<State> stateOf(const QByteArray &word)
{
    if (word == "done")
        return State::Counted;
    if (word == "partly")
        return State::Partly;
    if (word == "unfinished")
        return State::Unfinished;
    if (word == "missing")
        return State::Missing;
    if (word == "other")
        return State::NotFolder;
    if (word == "unreadable")
        return State::Unreadable;
    if (word == "unable")
        return State::Unable;
    return std::nullopt;
}

} // namespace

bool ChangeRate::hasCounts() const
{
    return state == State::Counted || state == State::Partly || state == State::Unfinished;
}

QByteArray changeRateInput(int seconds, const QList<QPair<BytePath, BytePath>> &folders)
{
    QByteArray input = QByteArray::number(seconds) + '\0';
    for (const auto &[folder, place] : folders)
        input += folder + '\0' + place + '\0';
    return input;
}

Result<QList<ChangeRate>> parseChangeRate(const QList<FrameRecord> &records)
{
    QList<ChangeRate> rates;
    for (const FrameRecord &record : records) {
        const std::optional<State> state = stateOf(record.fields.value(1));
        bool sound = record.type == "RATE" && record.fields.size() == RateFields && state.has_value();
        std::array<qint64, RateFields - 2> numbers {};
        for (size_t i = 0; i < numbers.size() && sound; ++i) {
            numbers.at(i) = record.fields.at(qsizetype(i) + 2).toLongLong(&sound);
            sound = sound && numbers.at(i) >= 0;
        }
        if (!sound)
            return fail(ErrorKind::Damaged, Tr::tr("The server's answer to \"change-rate\" cannot be understood."),
                        Tr::tr("What was known before is kept. Ask again."));
        rates.append({record.fields.at(0),
                      *state,
                      {numbers[0], numbers[1]},
                      {numbers[2], numbers[3]},
                      {numbers[4], numbers[5]},
                      {numbers[6], numbers[7]}});
    }
    return rates;
}

QString changeRateStateName(State state)
{
    switch (state) {
    case State::Counted:
        return QStringLiteral("counted");
    case State::Partly:
        return QStringLiteral("partly");
    case State::Unfinished:
        return QStringLiteral("unfinished");
    case State::Missing:
        return QStringLiteral("missing");
    case State::NotFolder:
        return QStringLiteral("notFolder");
    case State::Unreadable:
        return QStringLiteral("unreadable");
    case State::Unable:
        break;
    }
    return QStringLiteral("unable");
}

QString changeRateStateWord(State state)
{
    switch (state) {
    case State::Counted:
        return Tr::tr("counted");
    case State::Partly:
        return Tr::tr("at least this: something below it could not be read");
    case State::Unfinished:
        return Tr::tr("not finished: at least this, the time was up");
    case State::Missing:
        return Tr::tr("the folder is not there");
    case State::NotFolder:
        return Tr::tr("it is not a folder");
    case State::Unreadable:
        return Tr::tr("it could not be looked into");
    case State::Unable:
        break;
    }
    return Tr::tr("the server has no tools to count with (timeout, awk, and find or stat that print sizes)");
}

double changedPercent(const ChangeCount &part, const ChangeCount &whole)
{
    return whole.bytes > 0 ? 100.0 * static_cast<double>(part.bytes) / static_cast<double>(whole.bytes) : -1;
}

} // namespace Nightkeep

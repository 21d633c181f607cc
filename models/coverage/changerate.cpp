// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/changerate.h"

#include "models/base/tr.h"

#include <array>
#include <optional>

namespace Nightkeep {

namespace {

constexpr qsizetype RateFields = 10; // folder, state and four pairs of numbers

std::optional<ChangeRate::State> stateOf(const QByteArray &word)
{
    if (word == "done")
        return ChangeRate::State::Counted;
    if (word == "partly")
        return ChangeRate::State::Partly;
    if (word == "unfinished")
        return ChangeRate::State::Unfinished;
    if (word == "missing")
        return ChangeRate::State::Missing;
    if (word == "other")
        return ChangeRate::State::NotFolder;
    if (word == "unreadable")
        return ChangeRate::State::Unreadable;
    if (word == "unable")
        return ChangeRate::State::Unable;
    return std::nullopt;
}

} // namespace

bool ChangeRate::hasCounts() const
{
    return state == ChangeRate::State::Counted || state == ChangeRate::State::Partly
        || state == ChangeRate::State::Unfinished;
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
        const std::optional<ChangeRate::State> state = stateOf(record.fields.value(1));
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

QString changeRateStateWord(ChangeRate::State state)
{
    switch (state) {
    case ChangeRate::State::Counted:
        return Tr::tr("counted");
    case ChangeRate::State::Partly:
        return Tr::tr("at least this: something below it could not be read");
    case ChangeRate::State::Unfinished:
        return Tr::tr("not finished: at least this, the time was up");
    case ChangeRate::State::Missing:
        return Tr::tr("the folder is not there");
    case ChangeRate::State::NotFolder:
        return Tr::tr("it is not a folder");
    case ChangeRate::State::Unreadable:
        return Tr::tr("it could not be looked into");
    case ChangeRate::State::Unable:
        break;
    }
    return Tr::tr("the server has no tools to count with (timeout, awk, and find or stat that print sizes)");
}

double changedPercent(const ChangeCount &part, const ChangeCount &whole)
{
    return whole.bytes > 0 ? 100.0 * static_cast<double>(part.bytes) / static_cast<double>(whole.bytes) : -1;
}

} // namespace Nightkeep

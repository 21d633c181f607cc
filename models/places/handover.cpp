// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/handover.h"

#include "models/base/tr.h"

namespace Nightkeep {

QString handOverStateWord(HandOverState state)
{
    switch (state) {
    case HandOverState::Working:
        return Tr::tr("being handed over");
    case HandOverState::Failed:
        return Tr::tr("failed");
    case HandOverState::NotConfirmed:
        return Tr::tr("not confirmed");
    case HandOverState::Confirmed:
        return Tr::tr("confirmed");
    case HandOverState::Missing:
        return Tr::tr("missing");
    case HandOverState::Altered:
        return Tr::tr("altered");
    case HandOverState::Unknown:
        return Tr::tr("not known");
    case HandOverState::Deleted:
        return Tr::tr("deleted");
    }
    return {};
}

State handOverStanding(HandOverState state)
{
    switch (state) {
    case HandOverState::Working:
        return State::Working;
    case HandOverState::NotConfirmed:
        return State::Attention;
    case HandOverState::Confirmed:
        return State::Good;
    case HandOverState::Failed:
    case HandOverState::Missing:
    case HandOverState::Altered:
        return State::Bad;
    case HandOverState::Unknown:
    case HandOverState::Deleted:
        return State::Unknown;
    }
    return State::Unknown;
}

bool mayLieThere(HandOverState state)
{
    switch (state) {
    case HandOverState::Working:
    case HandOverState::NotConfirmed:
    case HandOverState::Confirmed:
    case HandOverState::Altered:
    case HandOverState::Unknown:
        return true;
    case HandOverState::Failed:
    case HandOverState::Missing:
    case HandOverState::Deleted:
        return false;
    }
    return true;
}

bool isExpiredOn(const HandOver &handOver, const QDate &day)
{
    return handOver.state == HandOverState::Confirmed && handOver.expiry.kind == Expiry::Kind::OnDay
        && handOver.expiry.day < day;
}

bool isThereOn(const HandOver &handOver, const QDate &day)
{
    return handOver.state == HandOverState::Confirmed && !isExpiredOn(handOver, day);
}

State handOverStanding(const HandOver &handOver, const QDate &day)
{
    return isExpiredOn(handOver, day) ? State::Attention : handOverStanding(handOver.state);
}

QString handOverStepWord(HandOverStep step)
{
    switch (step) {
    case HandOverStep::Queued:
        return Tr::tr("waiting to begin");
    case HandOverStep::Room:
        return Tr::tr("looking at the place");
    case HandOverStep::Sending:
        return Tr::tr("sending");
    case HandOverStep::Syncing:
        return Tr::tr("writing to the place's disk");
    case HandOverStep::Confirming:
        return Tr::tr("reading back");
    case HandOverStep::Naming:
        return Tr::tr("giving the name");
    case HandOverStep::Done:
        return Tr::tr("done");
    }
    return {};
}

} // namespace Nightkeep

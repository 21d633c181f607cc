// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/passwords.h"

#include <QStringList>

namespace Nightkeep {

/// One attempt, with what a test says; remembers for whom.
class FixedPasswords final : public Passwords
{
public:
    using Answer = std::function<Result<QString>(const Account &account)>;

    explicit FixedPasswords(const QString &password = {})
        : FixedPasswords(Answer([password](const Account &) { return password; }))
    {
    }
    explicit FixedPasswords(Answer answer)
        : m_answer(std::move(answer))
    {
    }
    [[nodiscard]] Result<void> open(const Account &account, const Attempt &attempt, const CancelToken &) override
    {
        asked.append(account.name);
        destinations.append(account.destination);
        const Result<QString> password = m_answer(account);
        return password ? attempt(*password) : fail(password.error());
    }
    QStringList asked; ///< names of accounts
    QStringList destinations;

private:
    Answer m_answer;
};

} // namespace Nightkeep

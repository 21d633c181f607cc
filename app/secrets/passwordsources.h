// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/secretstore.h"
#include "models/base/passwords.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <mutex>

namespace Nightkeep {

class Prompter;

/// Where a person says that passwords are, for this run of the program. Each may begin with WHO=, a site's name or
/// "workspace": then it is for that one's account alone.
struct PasswordPlaces
{
    QStringList descriptors; ///< numbers of open descriptors: the first line is read
    QStringList files; ///< nobody else may read them: the first line is read
    QStringList optionFiles; ///< of the mysql client, likewise
};

/// Where every database password comes from, the first that has one: what was answered in this sitting, what was given
/// for it, the keychain. An account that has none refuses what was given for all, so none is tried then. Where that is
/// refused too, or there is none and the account needs one, a person is asked, if one is there; the answer is kept in
/// memory until the program ends. No password is ever written, but by keep().
class PasswordSources final : public Passwords
{
public:
    /// Reads the given places at once, and closes the descriptors: no program that is started later inherits them.
    /// `prompter` outlives this; null: nobody is asked.
    PasswordSources(const PasswordPlaces &places, Prompter *prompter,
                    std::unique_ptr<SecretStore> keychain = std::make_unique<SecretStore>());
    ~PasswordSources() override;
    PasswordSources(const PasswordSources &) = delete;
    PasswordSources &operator=(const PasswordSources &) = delete;

    /// What of the given places could not be read: whoever gave them does not mean to go on without.
    [[nodiscard]] const Result<void> &given() const { return m_given; }

    [[nodiscard]] Result<void> open(const Account &account, const Attempt &attempt, const CancelToken &cancel) override;
    /// Into the keychain; an empty one is forgotten. As SecretStore.
    [[nodiscard]] Result<void> keep(const Account &account, const QString &password);

private:
    struct Given
    {
        QString place; ///< for people
        QString who; ///< empty: all
        QString user; ///< empty: any
        QString password;
    };
    struct Known
    {
        QString password;
        QString place; ///< for people; empty: there is none
        bool general = false; ///< given for all accounts, of which this one may need none
        QString whyNone = {};
        QString warning = {}; ///< another is kept, and was not taken
    };

    void read(const PasswordPlaces &places);
    [[nodiscard]] Result<Known> known(const Account &account);
    [[nodiscard]] Result<Known> kept(const Account &account);
    [[nodiscard]] Result<void> ask(const Account &account, const Attempt &attempt, Result<void> refused,
                                   const Known &tried, const CancelToken &cancel);
    [[nodiscard]] std::optional<QString> answered(const Account &account) const;
    void setAnswered(const Account &account, const std::optional<QString> &password);

    Prompter *m_prompter;
    std::unique_ptr<SecretStore> m_keychain;
    Result<void> m_given;
    QList<Given> m_places;
    std::timed_mutex m_asking; ///< one question at a time, whoever comes meanwhile may need no other
    mutable std::mutex m_mutex; ///< guards what follows
    QHash<QString, QString> m_answers;
};

/// Under which the keychain holds an account's password: by workspace, server, where that leads, and user. Never by a
/// name alone that another workspace, or another's row, may give to something of its own.
[[nodiscard]] QString keychainKey(const Account &account);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/passwordsources.h"

#include "app/apptr.h"
#include "app/secrets/passwordfiles.h"
#include "app/secrets/privatememory.h"
#include "models/base/bytepath.h"
#include "models/servers/remotehost.h"

#include <QSet>
#include <QUrl>

#include <tuple>

#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr int MostQuestions = 3;
constexpr std::chrono::milliseconds AskingSlice {50};

/// "moodle=/etc/pw" is for the site moodle; "/etc/a=b" is a file's whole name.
QPair<QString, QString> splitWho(const QString &place)
{
    const qsizetype at = place.indexOf(u'=');
    if (at <= 0 || place.left(at).contains(u'/'))
        return {{}, place};
    return {place.left(at), place.mid(at + 1)};
}

QString joinedKey(const char *kind, const QStringList &parts)
{
    QString key = QLatin1String(kind);
    for (const QString &part : parts)
        key += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(part));
    return key;
}

/// What an earlier Nightkeep kept a site's password under: the site's name alone. No key of today begins like this, or
/// a site could be named as somebody else's key.
QString formerKey(const Account &account)
{
    return QStringLiteral("database/") + account.name;
}

/// Under which the keychain remembers where the account's password went when it was kept last.
QString destinationKey(const Account &account)
{
    return joinedKey("destination", {account.workspace, account.server.toCaseFolded(), account.user});
}

/// Under which the answer of this sitting is remembered: two workspaces may each have a site of one name.
QString answersOf(const Account &account)
{
    return QString::number(int(account.of)) + u'\n' + account.workspace + u'\n' + account.name + u'\n';
}

QString answerKey(const Account &account)
{
    return answersOf(account) + account.user + u'\n' + account.server + u'\n' + account.destination;
}

bool isFor(const QString &who, const Account &account)
{
    if (account.of == Account::Of::Workspace || who == QLatin1String("workspace"))
        return account.of == Account::Of::Workspace && who == QLatin1String("workspace");
    return who == account.name;
}

bool isRefused(const Result<void> &result)
{
    return !result && result.error().kind == ErrorKind::AuthenticationFailed;
}

/// Where it goes is said too: another person may have changed where the row leads.
QString passwordQuestion(const Account &account)
{
    if (account.of == Account::Of::Workspace)
        return AppTr::tr("Password of the account %1 for the workspace %2:").arg(account.user, account.name);
    const QString question = account.name.isEmpty()
        ? AppTr::tr("Password of the database account %1:").arg(account.user)
        : AppTr::tr("Password of the database account %1 for the site %2:").arg(account.user, account.name);
    return account.destination.isEmpty()
        ? question
        : AppTr::tr("It will be sent to %1.").arg(visibleText(account.destination)) + u' ' + question;
}

} // namespace

PasswordSources::PasswordSources(const PasswordPlaces &places, Prompter *prompter,
                                 std::unique_ptr<SecretStore> keychain)
    : m_prompter(prompter)
    , m_keychain(std::move(keychain))
{
    read(places);
}

PasswordSources::~PasswordSources()
{
    for (Given &given : m_places)
        wipe(given.password);
    for (QString &answer : m_answers)
        wipe(answer);
}

void PasswordSources::read(const PasswordPlaces &places)
{
    const auto take = [this](const QString &who, const QString &place, const Result<ClientOptions> &options) {
        if (options) {
            m_places.append({place, who, options->user, options->password});
            return;
        }
        Error error = options.error();
        error.message = AppTr::tr("No password can be taken from %1. %2").arg(visibleText(place), error.message);
        if (m_given)
            m_given = fail(error);
    };
    const auto alone = [](const QString &password) { return ClientOptions {{}, password}; };
    QSet<int> toClose;
    for (const QString &each : places.descriptors) {
        const auto [who, number] = splitWho(each);
        bool isNumber = false;
        const int descriptor = number.toInt(&isNumber);
        const QString place = AppTr::tr("the descriptor %1").arg(number);
        if (!isNumber || descriptor < 0 || descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO) {
            take(who, place, fail(ErrorKind::BadInput, AppTr::tr("It is no number of an open descriptor.")));
            continue;
        }
        const Result<QString> password = passwordFromDescriptor(descriptor);
        take(who, place, password.map(alone));
        if (password && descriptor > STDERR_FILENO) // what cannot be read may be another's of this program
            toClose.insert(descriptor);
    }
    for (const int descriptor : std::as_const(toClose))
        ::close(descriptor);
    for (const QString &each : places.files) {
        const auto [who, file] = splitWho(each);
        take(who, file, passwordFromFile(file).map(alone));
    }
    for (const QString &each : places.optionFiles) {
        const auto [who, file] = splitWho(each);
        take(who, file, clientOptionsFromFile(file));
    }
}

std::optional<QString> PasswordSources::answered(const Account &account) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_answers.constFind(answerKey(account));
    return found == m_answers.cend() ? std::nullopt : std::optional(*found);
}

void PasswordSources::setAnswered(const Account &account, const std::optional<QString> &password)
{
    const std::scoped_lock lock(m_mutex);
    if (password)
        m_answers.insert(answerKey(account), *password);
    else
        m_answers.remove(answerKey(account));
}

Result<PasswordSources::Known> PasswordSources::known(const Account &account)
{
    if (const std::optional<QString> answer = answered(account))
        return Known {*answer, AppTr::tr("your answer")};
    const Given *general = nullptr;
    QString whyNone;
    for (const Given &given : m_places) {
        const bool own = !given.who.isEmpty() && isFor(given.who, account);
        if (!own && !given.who.isEmpty())
            continue;
        if (!given.user.isEmpty() && given.user != account.user) {
            whyNone = AppTr::tr("%1 is for the account %2.").arg(visibleText(given.place), visibleText(given.user));
            continue;
        }
        if (own)
            return Known {given.password, given.place};
        general = &given;
    }
    if (general)
        return Known {general->password, general->place, true};
    if (account.name.isEmpty())
        return Known {{}, {}, false, whyNone};
    Result<Known> secret = kept(account);
    if (secret)
        secret->whyNone = QStringList {whyNone, secret->whyNone}.join(u' ').trimmed();
    return secret;
}

Result<PasswordSources::Known> PasswordSources::kept(const Account &account)
{
    const Result<Secret> secret = m_keychain->read(keychainKey(account));
    if (!secret)
        return fail(secret.error());
    if (secret->text)
        return Known {*secret->text, AppTr::tr("the keychain")};
    Known none {{}, {}, false, secret->whyNone};
    if (account.of == Account::Of::Workspace)
        return none;
    const auto other = [this](const QString &key) {
        const Result<Secret> found = m_keychain->read(key);
        return found ? found->text : std::nullopt;
    };
    if (const std::optional<QString> kept = other(destinationKey(account)); kept && *kept != account.destination)
        none.warning = AppTr::tr("The password that is kept is for %1, and this leads to %2. If that is right, keep it"
                                 " anew.")
                           .arg(visibleText(*kept), visibleText(account.destination));
    // Every workspace may have a site of that name, so none is given what was kept by it.
    else if (other(formerKey(account)))
        none.warning = AppTr::tr("An earlier Nightkeep kept a password for a site of this name, of whichever workspace."
                                 " If it is this one's, keep it anew: \"nightkeepctl sites password %1\".")
                           .arg(visibleText(account.name));
    if (!none.warning.isEmpty())
        none.whyNone = none.warning;
    return none;
}

Result<void> PasswordSources::open(const Account &account, const Attempt &attempt, const CancelToken &cancel)
{
    const Result<Known> first = known(account);
    if (!first && !m_prompter)
        return fail(first.error());
    const QString password = first ? first->password : QString();
    const Result<void> result = attempt(password);
    if (!isRefused(result))
        return result;
    if (first && first->general) { // it was given for those that need one
        const Result<void> without = attempt(QString());
        if (!isRefused(without))
            return without;
    }
    if (m_prompter)
        return ask(account, attempt, result, first.value_or(Known()), cancel);
    Error error = result.error();
    error.advice = first->place.isEmpty()
        ? QStringList {first->whyNone,
                       AppTr::tr("Give the password with --attended at a terminal, or with --password-fd, "
                                 "--password-file or --defaults-file.")}
              .join(u' ')
              .trimmed()
        : AppTr::tr("The password was taken from %1. Check the account, and what stands there.")
              .arg(visibleText(first->place));
    return fail(error);
}

Result<void> PasswordSources::ask(const Account &account, const Attempt &attempt, Result<void> refused,
                                  const Known &tried, const CancelToken &cancel)
{
    const auto stopped = [] { return fail(ErrorKind::Cancelled, AppTr::tr("No password was given.")); };
    std::unique_lock turn(m_asking, std::defer_lock);
    while (!turn.try_lock_for(AskingSlice)) {
        if (cancel.isCancelled())
            return stopped();
    }
    QString last = tried.password;
    for (int questions = 0; questions < MostQuestions;) {
        // Somebody else may have asked for the same while this waited.
        std::optional<QString> password = answered(account);
        if (!password || *password == last) {
            setAnswered(account, std::nullopt);
            const bool again = questions > 0 || !tried.password.isEmpty();
            const QStringList said {again ? AppTr::tr("The last one was refused.") : QString(), tried.warning,
                                    passwordQuestion(account)};
            password = m_prompter->ask({account.server, said.join(u' ').simplified(), true}, cancel);
            ++questions;
        }
        if (!password || cancel.isCancelled())
            return stopped();
        last = *password;
        refused = attempt(last);
        if (isRefused(refused))
            continue;
        if (refused || refused.error().kind != ErrorKind::Cancelled)
            setAnswered(account, last);
        return refused;
    }
    return refused;
}

Result<void> PasswordSources::keep(const Account &account, const QString &password)
{
    const auto put = [this](const QString &key, const QString &text) {
        return text.isEmpty() ? m_keychain->remove(key) : m_keychain->write(key, text);
    };
    const Result<void> kept = put(keychainKey(account), password);
    if (kept) {
        if (account.of == Account::Of::Site) {
            std::ignore = put(destinationKey(account), password.isEmpty() ? QString() : account.destination);
            std::ignore = m_keychain->remove(formerKey(account));
        }
        const std::scoped_lock lock(m_mutex);
        m_answers.removeIf([its = answersOf(account)](const QHash<QString, QString>::iterator &answer) {
            return answer.key().startsWith(its);
        });
    }
    return kept;
}

QString keychainKey(const Account &account)
{
    if (account.of == Account::Of::Workspace) // its address names server and user
        return QStringLiteral("workspace/") + account.name;
    return joinedKey("account", {account.workspace, account.server.toCaseFolded(), account.destination, account.user});
}

} // namespace Nightkeep

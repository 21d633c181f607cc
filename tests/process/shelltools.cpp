// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/shelltools.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

const QSet<QByteArray> &builtIns()
{
    static const QSet<QByteArray> names {".",      ":",    "[",     "break",  "cd",   "command", "continue", "echo",
                                         "eval",   "exit", "for",   "export", "kill", "printf",  "pwd",      "read",
                                         "return", "set",  "shift", "test",   "trap", "umask",   "unset",    "wait"};
    return names;
}

/// Their other arguments are a command.
const QSet<QByteArray> &runners()
{
    static const QSet<QByteArray> names {"exec",   "nk_limited", "run_tool",    "nice",
                                         "setsid", "timeout",    "systemd-run", "xargs"};
    return names;
}

struct Command
{
    QByteArray function; ///< that it stands in; empty: in none
    QByteArrayList words;
};

/// Takes the grammar apart as far as these programs use it. A function's body ends with a "}" at the
/// beginning of a line.
class ShellReader
{
public:
    explicit ShellReader(const QByteArray &text)
        : m_text(text)
    {
    }
    void readCommands();
    [[nodiscard]] const QList<Command> &commands() const { return m_commands; }
    [[nodiscard]] const QSet<QByteArray> &functions() const { return m_functions; }

private:
    enum class End { Text, Bracket, Case, Branch };

    [[nodiscard]] bool at(const char *text) const { return m_text.mid(m_at, qstrlen(text)) == text; }
    [[nodiscard]] bool isOver() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return isOver() ? '\0' : m_text[m_at]; }
    End readList();
    void readCase();
    void skipPattern();
    void skipRedirection();
    void skipDocument();
    QByteArray readWord();
    void readDollar(QByteArray &word);
    void readDoubleQuotes(QByteArray &word);
    void readSingleQuotes(QByteArray &word);
    /// Whether the word begins a list or a case rather than belonging to a command; then it is dealt with.
    bool readReserved();
    void endCommand();
    void nested(const QByteArray &text);

    QByteArray m_text;
    qsizetype m_at = 0;
    QByteArrayList m_words; ///< of the command that is being read
    QByteArray m_document; ///< the end of a here-document that begins at the next line; empty: none does
    QByteArray m_function;
    QList<Command> m_commands;
    QSet<QByteArray> m_functions;
};

void ShellReader::readCommands()
{
    while (!isOver())
        readList();
}

void ShellReader::nested(const QByteArray &text)
{
    ShellReader inner(text);
    inner.m_function = m_function;
    inner.readCommands();
    m_commands += inner.m_commands;
    m_functions += inner.m_functions;
}

void ShellReader::endCommand()
{
    static const QRegularExpression assignment(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*="));
    const QByteArrayList words = std::exchange(m_words, {});
    qsizetype first = 0;
    while (first < words.size() && assignment.match(QString::fromLatin1(words[first])).hasMatch()) {
        const QByteArray value = words[first].mid(words[first].indexOf('=') + 1);
        if (value.size() > 1 && value.startsWith('\n'))
            nested(value); // a program kept in a variable
        ++first;
    }
    if (first < words.size() && words[first] == "trap")
        nested(words.value(first + 1));
    if (first < words.size())
        m_commands.append({m_function, words.mid(first)});
}

bool ShellReader::readReserved()
{
    static const QSet<QByteArray> reserved {"if", "then", "else", "elif", "while", "until",
                                            "do", "!",    "{",    "}",    "done",  "fi"};
    if (m_words.size() == 1 && reserved.contains(m_words.first())) {
        if (m_words.first() == "}" && m_text.mid(m_at - 2, 2) == "\n}")
            m_function.clear();
        m_words.clear();
        return true;
    }
    if (m_words.size() == 3 && m_words.first() == "case" && m_words.last() == "in") {
        m_words.clear();
        readCase();
        return true;
    }
    return false;
}

ShellReader::End ShellReader::readList()
{
    const QByteArrayList outer = std::exchange(m_words, {});
    End end = End::Text;
    while (!isOver()) {
        const char c = peek();
        if (c == ' ' || c == '\t') {
            ++m_at;
        } else if (at("\\\n")) {
            m_at += 2;
        } else if (c == '#') {
            while (!isOver() && peek() != '\n')
                ++m_at;
        } else if (c == '<' || c == '>') {
            skipRedirection();
        } else if (at(";;")) {
            m_at += 2;
            end = End::Branch;
            break;
        } else if (c == '\n' || c == ';' || c == '&' || c == '|') {
            ++m_at;
            endCommand();
            if (c == '\n')
                skipDocument();
        } else if (c == '(') {
            ++m_at;
            readList();
        } else if (c == ')') {
            ++m_at;
            end = End::Bracket;
            break;
        } else {
            m_words.append(readWord());
            const bool isNumberOfFile = m_words.last().size() == 1 && m_words.last().at(0) >= '0'
                && m_words.last().at(0) <= '9' && (peek() == '<' || peek() == '>');
            if (isNumberOfFile) {
                m_words.removeLast();
            } else if (m_words.size() == 1 && at("()")) {
                m_function = m_words.takeFirst();
                m_functions.insert(m_function);
                m_at += 2;
            } else if (m_words == QByteArrayList {"esac"}) {
                m_words.clear();
                end = End::Case;
                break;
            } else {
                readReserved();
            }
        }
    }
    endCommand();
    m_words = outer;
    return end;
}

void ShellReader::readCase()
{
    End end = End::Branch;
    while (end == End::Branch && !isOver()) {
        skipPattern();
        if (at("esac")) {
            m_at += 4;
            return;
        }
        end = readList();
    }
}

/// Up to and over the bracket that ends it; before "esac" where there is no further branch.
void ShellReader::skipPattern()
{
    bool isFirst = true;
    while (!isOver()) {
        const char c = peek();
        if (isFirst && at("esac"))
            return;
        QByteArray ignored;
        if (c == '\'')
            readSingleQuotes(ignored);
        else if (c == '"')
            readDoubleQuotes(ignored);
        else if (c == '#' && isFirst)
            while (!isOver() && peek() != '\n')
                ++m_at;
        else
            m_at += c == '\\' ? 2 : 1;
        if (c == ')')
            return;
        isFirst = isFirst && (c == ' ' || c == '\n' || c == '#');
    }
}

void ShellReader::skipRedirection()
{
    const bool isDocument = at("<<");
    while (peek() == '<' || peek() == '>' || peek() == '&' || peek() == ' ')
        ++m_at;
    if (peek() == '-')
        ++m_at;
    else if (const QByteArray word = readWord(); isDocument)
        m_document = word;
}

/// The text of a here-document that the last line has begun: no commands.
void ShellReader::skipDocument()
{
    const QByteArray end = std::exchange(m_document, {});
    while (!end.isEmpty() && !isOver()) {
        const qsizetype next = m_text.indexOf('\n', m_at);
        const QByteArray line = m_text.mid(m_at, next < 0 ? -1 : next - m_at);
        m_at = next < 0 ? m_text.size() : next + 1;
        if (line == end)
            return;
    }
}

QByteArray ShellReader::readWord()
{
    QByteArray word;
    while (!isOver() && !QByteArray(" \t\n;&|<>()").contains(peek())) {
        const char c = peek();
        if (c == '\'') {
            readSingleQuotes(word);
        } else if (c == '"') {
            readDoubleQuotes(word);
        } else if (c == '$') {
            readDollar(word);
        } else if (c == '\\') {
            word.append(m_text.mid(m_at + 1, 1));
            m_at += 2;
        } else {
            word.append(c);
            ++m_at;
        }
    }
    return word;
}

void ShellReader::readSingleQuotes(QByteArray &word)
{
    const qsizetype end = m_text.indexOf('\'', m_at + 1);
    word.append(m_text.mid(m_at + 1, end - m_at - 1));
    m_at = end < 0 ? m_text.size() : end + 1;
}

void ShellReader::readDoubleQuotes(QByteArray &word)
{
    ++m_at;
    while (!isOver() && peek() != '"') {
        if (peek() == '$') {
            readDollar(word);
        } else {
            m_at += peek() == '\\' ? 1 : 0;
            word.append(peek());
            ++m_at;
        }
    }
    ++m_at;
}

/// What it stands for is not known: a dollar sign is left of it.
void ShellReader::readDollar(QByteArray &word)
{
    word.append('$');
    QByteArray ignored;
    if (at("$((")) {
        int depth = 2;
        m_at += 3;
        while (!isOver() && depth > 0) {
            if (peek() == '$') {
                readDollar(ignored);
            } else {
                depth += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
                ++m_at;
            }
        }
    } else if (at("$(")) {
        m_at += 2;
        readList();
    } else if (at("${")) {
        m_at += 2;
        while (!isOver() && peek() != '}') {
            if (peek() == '"')
                readDoubleQuotes(ignored);
            else if (peek() == '$')
                readDollar(ignored);
            else
                ++m_at;
        }
        ++m_at;
    } else {
        m_at += 2;
        while (QByteArray("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_").contains(peek())
               && !isOver())
            ++m_at;
    }
}

/// From what stands in no function on to the functions that are called.
class ToolCollector
{
public:
    explicit ToolCollector(const ShellReader &reader)
        : m_functions(reader.functions())
        , m_called {QByteArray()}
    {
        for (qsizetype i = 0; i < m_called.size(); ++i) {
            for (const Command &command : reader.commands()) {
                if (command.function == m_called[i])
                    add(command.words);
            }
        }
    }
    [[nodiscard]] QMap<QByteArray, QByteArrayList> tools() const { return m_tools; }

private:
    void add(QByteArrayList words);
    void addOptions(const QByteArray &tool, const QByteArrayList &options);

    QSet<QByteArray> m_functions;
    QByteArrayList m_called;
    QMap<QByteArray, QByteArrayList> m_tools;
};

void ToolCollector::add(QByteArrayList words)
{
    while (!words.isEmpty() && words.first().startsWith('$'))
        words.removeFirst(); // perhaps words of a command in front, such as "nice"
    const QByteArray name = words.isEmpty() ? QByteArray() : words.takeFirst();
    if (m_functions.contains(name) && !m_called.contains(name))
        m_called.append(name);
    QByteArrayList options;
    while (!words.isEmpty()) {
        const QByteArray word = words.first();
        const bool isOption = (word.startsWith('-') || word.startsWith('+')) && word.size() > 1 && word != "--";
        const bool isNumber = !word.isEmpty() && word.at(0) >= '0' && word.at(0) <= '9';
        if (isOption || (name == "dd" && word.contains('=')))
            options.append(word.split('=').first());
        if (runners().contains(name) && !isOption && !isNumber && !word.isEmpty() && !word.startsWith('$')) {
            add(words);
            break;
        }
        words.removeFirst();
        if (word == "-exec") {
            add(words);
            break;
        }
    }
    const bool isElsewhere = name.isEmpty() || name.contains('/') || name == "exec";
    if (!isElsewhere && !builtIns().contains(name) && !m_functions.contains(name))
        addOptions(name, options);
}

void ToolCollector::addOptions(const QByteArray &tool, const QByteArrayList &options)
{
    QByteArrayList &known = m_tools[tool];
    for (const QByteArray &option : options) {
        if (!option.contains('$') && !known.contains(option))
            known.append(option);
    }
    std::sort(known.begin(), known.end());
}

} // namespace

QMap<QByteArray, QByteArrayList> toolsOf(const QByteArray &shellText)
{
    ShellReader reader(shellText);
    reader.readCommands();
    return ToolCollector(reader).tools();
}

} // namespace Nightkeep

